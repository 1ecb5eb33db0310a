-- Of the objects with new events, those where two sightings may be one event: seen in several texts, or with a uid too.
-- A NULL or missing name (0) is left alone: nothing says that two such events are of one object.
SELECT k.cluster_id, k.namespace_id, k.object_name_id FROM stale_event AS k
WHERE k.object_name_id <> 0 AND k.is_shared = 1 AND (
    EXISTS (SELECT 1 FROM event_sighting AS s
            WHERE s.object_name_id = k.object_name_id AND s.namespace_id IS NULLIF(k.namespace_id, 0))
    OR (SELECT count(*) FROM event AS e
        WHERE e.object_name_id = k.object_name_id AND e.namespace_id IS NULLIF(k.namespace_id, 0)
            AND (e.uid_is_key > 0 OR e.uid_id IS NOT NULL)) > 0
    OR (SELECT min(e.source_id) <> max(e.source_id) OR min(e.block) <> max(e.block) FROM event AS e
        WHERE e.object_name_id = k.object_name_id AND e.namespace_id IS NULLIF(k.namespace_id, 0)
            AND e.uid_is_key = 0 AND e.uid_id IS NULL))
ORDER BY k.cluster_id, k.namespace_id, k.object_name_id
