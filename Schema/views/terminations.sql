-- terminations: one row per ended run of a container, however many captures show it.
--   key            content-derived id, the same in every corpus
--   container_kind app, init, sidecar or ephemeral
--   workload_kind, workload   the owner people talk about; workloads.guessed tells whether its name is a guess
--   restart_count  the container's counter when the run was first seen ended
--   exit_code      as the API stores it; signal only where the source has it
--   reason         the runtime's or kubelet's word, not a conclusion
--   started_at, finished_at   ISO 8601 UTC; NULL when no source knows
--   ran_seconds    whole seconds between the two
--   memory_limit_bytes, memory_request_bytes   NULL when not set or not shown
--   verdict, family, confidence, expected, explanation   what is concluded; NULL while nothing is
--   last_words, signature_key   the log line that explains it; NULL while none is known
--   sightings      how many captures show it
--   source, line   the sighting that is cited
--   finished_at_earliest, finished_at_latest   the interval the end lies in where sources print only its age; else NULL
CREATE VIEW terminations AS
SELECT lower(hex(t.key)) AS key, cluster.text AS cluster, namespace.text AS namespace, pod_name.text AS pod,
       pod_uid.text AS pod_uid, container_name.text AS container,
       CASE c.kind WHEN 0 THEN 'app' WHEN 1 THEN 'init' WHEN 2 THEN 'sidecar' ELSE 'ephemeral' END AS container_kind,
       w.kind AS workload_kind, w.name AS workload, node.text AS node, image.text AS image,
       t.restart_count, t.exit_code, t.signal, reason.text AS reason, message.text AS message,
       strftime('%Y-%m-%dT%H:%M:%S', t.started_at_ns / 1000000000, 'unixepoch')
           || CASE WHEN t.started_at_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', t.started_at_ns % 1000000000), '0') END || 'Z' AS started_at,
       strftime('%Y-%m-%dT%H:%M:%S', t.finished_at_ns / 1000000000, 'unixepoch')
           || CASE WHEN t.finished_at_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', t.finished_at_ns % 1000000000), '0') END || 'Z' AS finished_at,
       t.finished_at_ns / 1000000000 - t.started_at_ns / 1000000000 AS ran_seconds,
       t.memory_limit_bytes, t.memory_request_bytes,
       v.verdict, v.family, v.confidence, v.expected, v.explanation,
       CAST(NULL AS TEXT) AS last_words, CAST(NULL AS TEXT) AS signature_key,
       t.sightings, s.place AS source, t.line,
       strftime('%Y-%m-%dT%H:%M:%S', t.finished_earliest_ns / 1000000000, 'unixepoch')
           || CASE WHEN t.finished_earliest_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', t.finished_earliest_ns % 1000000000), '0') END || 'Z' AS finished_at_earliest,
       strftime('%Y-%m-%dT%H:%M:%S', t.finished_latest_ns / 1000000000, 'unixepoch')
           || CASE WHEN t.finished_latest_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', t.finished_latest_ns % 1000000000), '0') END || 'Z' AS finished_at_latest
FROM termination AS t
JOIN container AS c ON c.id = t.container_id
JOIN pod AS p ON p.id = c.pod_id
JOIN string AS cluster ON cluster.id = p.cluster_id
JOIN source AS s ON s.id = t.source_id
LEFT JOIN workload AS w ON w.id = p.workload_id
LEFT JOIN verdict AS v ON v.termination_id = t.id
LEFT JOIN string AS namespace ON namespace.id = p.namespace_id
LEFT JOIN string AS pod_name ON pod_name.id = p.name_id
LEFT JOIN string AS pod_uid ON pod_uid.id = p.uid_id
LEFT JOIN string AS container_name ON container_name.id = c.name_id
LEFT JOIN string AS node ON node.id = p.node_id
LEFT JOIN string AS image ON image.id = t.image_id
LEFT JOIN string AS reason ON reason.id = t.reason_id
LEFT JOIN string AS message ON message.id = t.message_id;
