-- Events by which a node tells of kills for memory. A message names one process, so what is told again was killed at first.
SELECT s.cluster_id, reason.text, node.text, host.text, message.text, e.source_id, s.key, e.line,
       CASE e.time_basis WHEN 'absolute' THEN COALESCE(e.first_ns, e.last_ns) ELSE e.last_earliest_ns END,
       CASE e.time_basis WHEN 'absolute' THEN COALESCE(e.first_ns, e.last_ns) ELSE e.last_latest_ns END
FROM event_time AS e
JOIN source AS s ON s.id = e.source_id
JOIN string AS reason ON reason.id = e.reason_id
LEFT JOIN string AS node ON node.id = e.object_name_id
LEFT JOIN string AS host ON host.id = e.host_id
LEFT JOIN string AS message ON message.id = e.message_id
WHERE e.reason_id IN (SELECT id FROM string WHERE text IN ('SystemOOM', 'OOMKilling'))
ORDER BY s.key, e.line, e.id
