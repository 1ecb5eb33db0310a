-- The same for pods whose name their source does not show: each sighting is a pod of its own.
SELECT s.cluster_id, COALESCE(p.namespace_id, 0), NULL,
       p.id, p.source_id, s.key, p.line, p.uid_id, p.node_id, p.phase_id, p.reason_id, p.message_id,
       p.owner_kind_id, p.owner_name_id, p.owner_is_known, p.qos_class_id, p.restart_policy_id,
       p.created_at_ns, p.started_at_ns, p.deletion_at_ns, p.grace_seconds,
       c.id, c.line, c.name_id, c.kind, c.image_id, c.image_digest_id, c.restart_count, c.ready, c.state,
       c.waiting_reason_id, c.waiting_message_id, c.running_since_ns, c.memory_limit_bytes, c.memory_request_bytes,
       t.id, t.line, t.slot, t.exit_code, t.signal, t.reason_id, t.message_id, t.runtime_id, t.started_at_ns, t.finished_at_ns,
       p.status_id, p.restarts, t.finished_age_at_least, t.finished_age_below, s.captured_earliest_ns, s.captured_latest_ns
FROM stale_headless AS k
CROSS JOIN pod_fact AS p ON p.id = k.pod_fact_id
CROSS JOIN source AS s ON s.id = p.source_id
LEFT JOIN container_fact AS c ON c.pod_fact_id = p.id
LEFT JOIN termination_fact AS t ON t.container_fact_id = c.id
ORDER BY k.pod_fact_id
