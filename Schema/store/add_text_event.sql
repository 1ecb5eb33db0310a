-- An event that only text forms show, more than once.
INSERT INTO event
SELECT :id, :key, 0, NULL, 1, namespace_id, object_kind_id, object_name_id, object_uid_id, container_id, type_id,
       reason_id, message_id, component_id, host_id, :count, :first, :last, :last_earliest, :last_latest,
       NULL, NULL, NULL, NULL, block, source_id, line
FROM event_sighting WHERE id = :sighting
