-- Pods owned by an object whose own owner has just become known.
INSERT OR IGNORE INTO stale_pod
SELECT s.cluster_id, COALESCE(p.namespace_id, 0), p.name_id
FROM pod_fact AS p JOIN source AS s ON s.id = p.source_id
WHERE p.owner_name_id = :owner AND p.name_id IS NOT NULL
