-- An event that several sightings show, and that has no row of its own to rewrite.
INSERT INTO event
SELECT :id, :key, CASE uid_is_key WHEN 0 THEN 0 ELSE 2 END, CASE uid_is_key WHEN 1 THEN key ELSE uid END, uid_id, 1,
       namespace_id, object_kind_id, object_name_id, object_uid_id, container_id, type_id,
       reason_id, message_id, component_id, host_id, is_cut, :count, :first, :last, :last_earliest, :last_latest,
       NULL, NULL, NULL, NULL, block, source_id, line
FROM event_sighting WHERE id = :sighting
