-- Ended runs of a pod, or of one of its containers, that may have ended by a kill for memory.
SELECT t.id, t.container_id, t.exit_code, t.finished_at_ns, t.memory_limit_bytes, t.key, reason.text
FROM termination AS t
JOIN container AS c ON c.id = t.container_id
LEFT JOIN string AS reason ON reason.id = t.reason_id
WHERE c.pod_id = :pod AND (:container IS NULL OR c.id = :container) AND (t.exit_code = 137 OR reason.text = 'OOMKilled')
ORDER BY t.finished_at_ns, t.key
