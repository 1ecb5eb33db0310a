-- Objects whose events a source shows, because the source's capture has moved.
INSERT INTO stale_event
SELECT DISTINCT s.cluster_id, COALESCE(e.namespace_id, 0), e.object_name_id, 1
FROM (SELECT source_id, namespace_id, object_name_id FROM event
      UNION ALL
      SELECT source_id, namespace_id, object_name_id FROM event_sighting) AS e
JOIN source AS s ON s.id = e.source_id
WHERE e.source_id = :source AND e.object_name_id IS NOT NULL
ON CONFLICT DO UPDATE SET is_shared = 1
