-- restarts: what the counters say against what the corpus has seen, per container of a pod.
--   restart_count  the largest counter any capture shows; NULL when none does
--   seen           ended runs in the corpus
--   unseen         ended runs that the counter proves and no capture shows
--   first_at, last_at   finish times of the first and last ended run seen
CREATE VIEW restarts AS
SELECT cluster.text AS cluster, namespace.text AS namespace, pod_name.text AS pod, container_name.text AS container,
       c.restart_count, r.seen, max(0, c.ended_runs - r.seen) AS unseen,
       strftime('%Y-%m-%dT%H:%M:%S', r.first_ns / 1000000000, 'unixepoch')
           || CASE WHEN r.first_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', r.first_ns % 1000000000), '0') END || 'Z' AS first_at,
       strftime('%Y-%m-%dT%H:%M:%S', r.last_ns / 1000000000, 'unixepoch')
           || CASE WHEN r.last_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', r.last_ns % 1000000000), '0') END || 'Z' AS last_at
FROM container AS c
JOIN pod AS p ON p.id = c.pod_id
JOIN string AS cluster ON cluster.id = p.cluster_id
JOIN (SELECT k.id, count(t.id) AS seen, min(t.finished_at_ns) AS first_ns, max(t.finished_at_ns) AS last_ns
      FROM container AS k LEFT JOIN termination AS t ON t.container_id = k.id GROUP BY k.id) AS r ON r.id = c.id
LEFT JOIN string AS namespace ON namespace.id = p.namespace_id
LEFT JOIN string AS pod_name ON pod_name.id = p.name_id
LEFT JOIN string AS container_name ON container_name.id = c.name_id;
