-- What sources say of an object in a namespace; what was itself concluded is no evidence.
SELECT DISTINCT e.object_kind_id, e.reason_id, message.text
FROM (SELECT object_kind_id, reason_id, message_id, source_id, block FROM event
      WHERE object_name_id = :name AND namespace_id = :namespace
      UNION ALL
      SELECT object_kind_id, reason_id, message_id, source_id, block FROM event_sighting
      WHERE object_name_id = :name AND namespace_id = :namespace) AS e
JOIN source AS s ON s.id = e.source_id AND s.cluster_id = :cluster
LEFT JOIN string AS message ON message.id = e.message_id
WHERE NOT EXISTS (SELECT 1 FROM loose_name AS l
                  WHERE l.source_id = e.source_id AND l.block = e.block AND l.name_id = :name
                      AND l.kind_id = e.object_kind_id)
