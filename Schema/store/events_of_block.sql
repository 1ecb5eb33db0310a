-- What the rows of a block say of one object.
SELECT e.object_kind_id, e.reason_id, message.text
FROM (SELECT object_kind_id, reason_id, message_id FROM event
      WHERE object_name_id = :name AND source_id = :source AND block = :block
      UNION ALL
      SELECT object_kind_id, reason_id, message_id FROM event_sighting
      WHERE object_name_id = :name AND source_id = :source AND block = :block) AS e
LEFT JOIN string AS message ON message.id = e.message_id
