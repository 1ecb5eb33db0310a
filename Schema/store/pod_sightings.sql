-- Every sighting of one pod, in an order that does not depend on the order of ingestion.
SELECT p.id, p.source_id, s.key, p.line, p.uid_id, p.node_id, p.phase_id, p.reason_id, p.message_id,
       p.owner_kind_id, p.owner_name_id, p.owner_is_known, p.qos_class_id, p.restart_policy_id,
       p.created_at_ns, p.started_at_ns, p.deletion_at_ns, p.grace_seconds
FROM pod_fact AS p JOIN source AS s ON s.id = p.source_id
WHERE p.name_id = :name AND p.namespace_id IS NULLIF(:namespace, 0) AND s.cluster_id = :cluster
ORDER BY s.key, p.line, p.id
