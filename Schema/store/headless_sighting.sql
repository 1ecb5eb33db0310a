-- One sighting of a pod whose name its source does not show.
SELECT p.id, p.source_id, s.key, p.line, p.uid_id, p.node_id, p.phase_id, p.reason_id, p.message_id,
       p.owner_kind_id, p.owner_name_id, p.owner_is_known, p.qos_class_id, p.restart_policy_id,
       p.created_at_ns, p.started_at_ns, p.deletion_at_ns, p.grace_seconds, p.namespace_id, s.cluster_id
FROM pod_fact AS p JOIN source AS s ON s.id = p.source_id
WHERE p.id = :id
