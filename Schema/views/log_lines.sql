-- log_lines: the log lines people ask about.
--   attempt        which run of the container, where the source's path says so
--   stream         stdout, stderr, or NULL when the source does not say
--   at             ISO 8601 UTC; NULL in plain logs
--   level          trace, debug, info, warning, error, fatal; NULL when the line states none
--   text           the line without what the runtime or client put in front
CREATE VIEW log_lines AS
SELECT cluster.text AS cluster, namespace.text AS namespace, pod.text AS pod, container.text AS container, l.attempt,
       CASE l.stream WHEN 1 THEN 'stdout' WHEN 2 THEN 'stderr' END AS stream,
       strftime('%Y-%m-%dT%H:%M:%S', l.at_ns / 1000000000, 'unixepoch')
           || CASE WHEN l.at_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', l.at_ns % 1000000000), '0') END || 'Z' AS at,
       CASE l.level WHEN 1 THEN 'trace' WHEN 2 THEN 'debug' WHEN 3 THEN 'info' WHEN 4 THEN 'warning' WHEN 5 THEN 'error'
            WHEN 6 THEN 'fatal' END AS level,
       l.text, CAST(NULL AS TEXT) AS signature_key, s.place AS source, l.line
FROM log_line AS l
JOIN source AS s ON s.id = l.source_id
JOIN string AS cluster ON cluster.id = s.cluster_id
LEFT JOIN string AS namespace ON namespace.id = l.namespace_id
LEFT JOIN string AS pod ON pod.id = l.pod_id
LEFT JOIN string AS container ON container.id = l.container_id;
