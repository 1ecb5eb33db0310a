-- A second sighting has come: the first one, which so far was the event's own row, becomes a sighting too.
INSERT INTO event_sighting
SELECT :id, e.id, e.key, e.uid_is_key, e.uid, e.uid_id, e.namespace_id, e.object_kind_id, e.object_name_id, e.object_uid_id,
       e.container_id, e.type_id, e.reason_id, e.message_id, e.component_id, e.host_id, e.is_cut, e.count, e.first_at_ns,
       e.last_at_ns, e.first_age_at_least, e.first_age_below, e.last_age_at_least, e.last_age_below, e.block,
       e.source_id, e.line
FROM event AS e WHERE e.id = :event
