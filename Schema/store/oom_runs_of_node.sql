-- Ended runs on a node, in a span of time, that their status calls kills for memory.
SELECT t.id, t.container_id, t.exit_code, t.finished_at_ns, t.memory_limit_bytes, t.key, reason.text, c.pod_id, node.text,
       t.runtime_id IS NOT NULL, p.uid_id IS NOT NULL
FROM termination AS t
JOIN container AS c ON c.id = t.container_id
JOIN pod AS p ON p.id = c.pod_id
JOIN string AS reason ON reason.id = t.reason_id
LEFT JOIN string AS node ON node.id = p.node_id
WHERE p.cluster_id = :cluster AND t.finished_at_ns BETWEEN :earliest AND :latest AND reason.text = 'OOMKilled'
ORDER BY t.finished_at_ns, t.key
