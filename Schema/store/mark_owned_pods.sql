-- Pods owned by an object whose own owner has become known.
INSERT OR IGNORE INTO stale_pod
SELECT s.cluster_id, COALESCE(p.namespace_id, 0), p.name_id
FROM stale_owner AS o
JOIN pod_fact AS p ON p.owner_name_id = o.name_id
JOIN source AS s ON s.id = p.source_id
WHERE p.name_id IS NOT NULL
