-- One ended run, and the node of its pod.
SELECT t.id, t.container_id, t.exit_code, t.finished_at_ns, t.memory_limit_bytes, t.key, reason.text, c.pod_id, node.text
FROM termination AS t
JOIN container AS c ON c.id = t.container_id
JOIN pod AS p ON p.id = c.pod_id
LEFT JOIN string AS reason ON reason.id = t.reason_id
LEFT JOIN string AS node ON node.id = p.node_id
WHERE t.id = :run
