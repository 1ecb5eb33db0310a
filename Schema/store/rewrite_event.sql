-- Sets what the sightings of an event say together; descriptive columns come from the sighting that is cited.
UPDATE event SET
    is_merged = 1, count = :count, first_at_ns = :first, last_at_ns = :last,
    last_earliest_ns = :last_earliest, last_latest_ns = :last_latest,
    (object_uid_id, container_id, type_id, reason_id, message_id, is_cut, component_id, host_id, block, source_id, line) = (
        SELECT object_uid_id, container_id, type_id, reason_id, message_id, is_cut, component_id, host_id, block, source_id,
               line
        FROM event_sighting WHERE id = :sighting)
WHERE id = :event
