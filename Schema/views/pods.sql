-- pods: one row per pod; pods that lived one after the other under one name have a row each.
--   phase          the API's phase, or what kubectl prints in its place
--   reason, message   of the newest sighting
--   owner_kind, owner   the controller, such as a ReplicaSet; workload is what people call it
--   status, restarts   as kubectl get pods prints them, restarts of all containers together; NULL where no table shows it
CREATE VIEW pods AS
SELECT cluster.text AS cluster, namespace.text AS namespace, name.text AS pod, uid.text AS uid,
       owner_kind.text AS owner_kind, owner.text AS owner, w.kind AS workload_kind, w.name AS workload,
       node.text AS node, phase.text AS phase, reason.text AS reason, message.text AS message,
       qos.text AS qos_class, policy.text AS restart_policy,
       strftime('%Y-%m-%dT%H:%M:%S', p.created_at_ns / 1000000000, 'unixepoch')
           || CASE WHEN p.created_at_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', p.created_at_ns % 1000000000), '0') END || 'Z' AS created_at,
       strftime('%Y-%m-%dT%H:%M:%S', p.started_at_ns / 1000000000, 'unixepoch')
           || CASE WHEN p.started_at_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', p.started_at_ns % 1000000000), '0') END || 'Z' AS started_at,
       strftime('%Y-%m-%dT%H:%M:%S', p.deletion_at_ns / 1000000000, 'unixepoch')
           || CASE WHEN p.deletion_at_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', p.deletion_at_ns % 1000000000), '0') END || 'Z' AS deletion_at,
       p.grace_seconds, p.sightings, s.place AS source, p.line, status.text AS status, p.restarts
FROM pod AS p
JOIN string AS cluster ON cluster.id = p.cluster_id
JOIN source AS s ON s.id = p.source_id
LEFT JOIN workload AS w ON w.id = p.workload_id
LEFT JOIN string AS namespace ON namespace.id = p.namespace_id
LEFT JOIN string AS name ON name.id = p.name_id
LEFT JOIN string AS uid ON uid.id = p.uid_id
LEFT JOIN string AS owner_kind ON owner_kind.id = p.owner_kind_id
LEFT JOIN string AS owner ON owner.id = p.owner_name_id
LEFT JOIN string AS node ON node.id = p.node_id
LEFT JOIN string AS phase ON phase.id = p.phase_id
LEFT JOIN string AS status ON status.id = p.status_id
LEFT JOIN string AS reason ON reason.id = p.reason_id
LEFT JOIN string AS message ON message.id = p.message_id
LEFT JOIN string AS qos ON qos.id = p.qos_class_id
LEFT JOIN string AS policy ON policy.id = p.restart_policy_id;
