-- Objects whose events those sources show whose capture has moved.
INSERT INTO stale_event
SELECT DISTINCT s.cluster_id, COALESCE(e.namespace_id, 0), e.object_name_id, 1
FROM (SELECT source_id, namespace_id, object_name_id FROM event
      UNION ALL
      SELECT source_id, namespace_id, object_name_id FROM event_sighting) AS e
JOIN source AS s ON s.id = e.source_id
WHERE e.source_id IN (SELECT id FROM temp.moved_source) AND e.object_name_id IS NOT NULL
ON CONFLICT DO UPDATE SET is_shared = 1;
-- And pods with runs whose end they print as an age.
INSERT OR IGNORE INTO stale_pod
SELECT DISTINCT s.cluster_id, COALESCE(p.namespace_id, 0), p.name_id
FROM pod_fact AS p
JOIN source AS s ON s.id = p.source_id
JOIN container_fact AS c ON c.pod_fact_id = p.id
JOIN termination_fact AS t ON t.container_fact_id = c.id
WHERE p.source_id IN (SELECT id FROM temp.moved_source) AND p.name_id IS NOT NULL AND t.finished_age_below IS NOT NULL
