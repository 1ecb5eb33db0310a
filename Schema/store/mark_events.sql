-- Objects whose new events (ids from :first on) may be the same as events seen in text forms before.
INSERT OR IGNORE INTO stale_event
SELECT :cluster, COALESCE(e.namespace_id, 0), e.object_name_id
FROM event AS e
WHERE e.id >= :first AND e.object_name_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM event_sighting AS s
    WHERE s.object_name_id = e.object_name_id AND s.namespace_id IS e.namespace_id AND s.key IS NULL)
