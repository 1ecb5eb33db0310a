-- Objects whose new events (ids from :first on) may be the same as events seen in text forms before.
INSERT OR IGNORE INTO stale_event
SELECT :cluster, COALESCE(e.namespace_id, 0), e.object_name_id
FROM event AS e
WHERE e.id >= :first AND (e.uid_is_key = 1 OR e.uid_id IS NOT NULL) AND e.object_name_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM event AS t
    WHERE t.object_name_id = e.object_name_id AND t.namespace_id IS e.namespace_id
        AND t.uid_is_key = 0 AND t.uid_id IS NULL)
