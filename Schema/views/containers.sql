-- containers: one row per container of a pod, as the newest sighting shows it.
--   kind           app, init, sidecar or ephemeral
--   restart_count  the largest counter any capture shows
--   state          running, waiting, terminated, or NULL when no source shows one
--   running_since  start of the current run
CREATE VIEW containers AS
SELECT cluster.text AS cluster, namespace.text AS namespace, pod_name.text AS pod, pod_uid.text AS pod_uid,
       name.text AS container,
       CASE c.kind WHEN 0 THEN 'app' WHEN 1 THEN 'init' WHEN 2 THEN 'sidecar' ELSE 'ephemeral' END AS kind,
       image.text AS image, c.restart_count, c.ready,
       CASE c.state WHEN 1 THEN 'running' WHEN 2 THEN 'waiting' WHEN 3 THEN 'terminated' END AS state,
       waiting.text AS waiting_reason, waiting_message.text AS waiting_message,
       strftime('%Y-%m-%dT%H:%M:%S', c.running_since_ns / 1000000000, 'unixepoch')
           || CASE WHEN c.running_since_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', c.running_since_ns % 1000000000), '0') END || 'Z' AS running_since,
       c.memory_limit_bytes, c.memory_request_bytes, s.place AS source, c.line
FROM container AS c
JOIN pod AS p ON p.id = c.pod_id
JOIN string AS cluster ON cluster.id = p.cluster_id
JOIN source AS s ON s.id = c.source_id
LEFT JOIN string AS namespace ON namespace.id = p.namespace_id
LEFT JOIN string AS pod_name ON pod_name.id = p.name_id
LEFT JOIN string AS pod_uid ON pod_uid.id = p.uid_id
LEFT JOIN string AS name ON name.id = c.name_id
LEFT JOIN string AS image ON image.id = c.image_id
LEFT JOIN string AS waiting ON waiting.id = c.waiting_reason_id
LEFT JOIN string AS waiting_message ON waiting_message.id = c.waiting_message_id;
