-- Indexes that questions need. A new corpus gets them when it is full.
CREATE INDEX IF NOT EXISTS event_object ON event (object_name_id, namespace_id);
CREATE INDEX IF NOT EXISTS pod_name ON pod (name_id, namespace_id);
CREATE INDEX IF NOT EXISTS container_pod ON container (pod_id);
CREATE INDEX IF NOT EXISTS termination_container ON termination (container_id);
CREATE INDEX IF NOT EXISTS termination_finished ON termination (finished_at_ns);
