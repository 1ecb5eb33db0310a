-- Objects whose new events (ids from :first on) meet events of the other sort: with a uid, or shown by text alone.
INSERT INTO stale_event
SELECT :cluster, COALESCE(e.namespace_id, 0), e.object_name_id, 1
FROM event AS e
WHERE e.id >= :first AND e.object_name_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM event AS t
    WHERE t.object_name_id = e.object_name_id AND t.namespace_id IS e.namespace_id
        AND (t.uid_is_key = 0 AND t.uid_id IS NULL) <> (e.uid_is_key = 0 AND e.uid_id IS NULL))
ON CONFLICT DO UPDATE SET is_shared = 1
