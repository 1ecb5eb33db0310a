-- Containers of pods with the ids that their runs had when they were seen.
SELECT f.runtime_id, c.id, c.pod_id
FROM container_fact AS f
JOIN pod_fact AS pf ON pf.id = f.pod_fact_id
JOIN source AS s ON s.id = pf.source_id
JOIN pod AS p ON p.name_id = pf.name_id AND p.namespace_id IS pf.namespace_id AND p.cluster_id = s.cluster_id
    AND (p.uid_id = pf.uid_id OR p.uid_id IS NULL OR pf.uid_id IS NULL)
JOIN container AS c ON c.pod_id = p.id AND c.name_id IS f.name_id
WHERE f.runtime_id IS NOT NULL
ORDER BY c.id
