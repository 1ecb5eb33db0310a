-- Indexes that only ingestion needs: to find what the corpus has already. A new corpus is filled without them, which
-- costs half of keeping them up to date, and gets them when it first has to look something up.
CREATE INDEX IF NOT EXISTS string_hash ON string (hash);
CREATE INDEX IF NOT EXISTS pod_fact_name ON pod_fact (name_id, namespace_id);
CREATE INDEX IF NOT EXISTS pod_fact_owner ON pod_fact (owner_name_id) WHERE owner_name_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS container_fact_pod ON container_fact (pod_fact_id);
CREATE INDEX IF NOT EXISTS object_fact_name ON object_fact (name_id, kind_id, namespace_id);
CREATE INDEX IF NOT EXISTS event_sighting_object ON event_sighting (object_name_id, namespace_id);
CREATE INDEX IF NOT EXISTS log_line_pod ON log_line (pod_id, at_ns);
CREATE INDEX IF NOT EXISTS termination_fact_container ON termination_fact (container_fact_id);
CREATE UNIQUE INDEX IF NOT EXISTS event_key ON event (key);
