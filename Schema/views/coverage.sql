-- coverage: what the corpus can speak about, per namespace and kind of fact.
--   kind           termination, event or log
--   gaps           hours between first_at and last_at without any fact of this kind
CREATE VIEW coverage AS
SELECT cluster.text AS cluster, namespace.text AS namespace, f.kind,
       strftime('%Y-%m-%dT%H:%M:%S', f.first_ns / 1000000000, 'unixepoch')
           || CASE WHEN f.first_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', f.first_ns % 1000000000), '0') END || 'Z' AS first_at,
       strftime('%Y-%m-%dT%H:%M:%S', f.last_ns / 1000000000, 'unixepoch')
           || CASE WHEN f.last_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', f.last_ns % 1000000000), '0') END || 'Z' AS last_at,
       f.facts, f.last_ns / 3600000000000 - f.first_ns / 3600000000000 + 1 - f.hours AS gaps
FROM (SELECT p.cluster_id, p.namespace_id, 'termination' AS kind, min(t.finished_at_ns) AS first_ns,
             max(t.finished_at_ns) AS last_ns, count(*) AS facts, count(DISTINCT t.finished_at_ns / 3600000000000) AS hours
      FROM termination AS t JOIN container AS c ON c.id = t.container_id JOIN pod AS p ON p.id = c.pod_id
      GROUP BY p.cluster_id, p.namespace_id
      UNION ALL
      SELECT s.cluster_id, e.namespace_id, 'event', min(e.first_ns), max(e.last_ns), count(*),
             count(DISTINCT e.last_ns / 3600000000000)
      FROM event_time AS e JOIN source AS s ON s.id = e.source_id
      GROUP BY s.cluster_id, e.namespace_id
      UNION ALL
      SELECT s.cluster_id, l.namespace_id, 'log', min(l.at_ns), max(l.at_ns), count(*),
             count(DISTINCT l.at_ns / 3600000000000)
      FROM log_line AS l JOIN source AS s ON s.id = l.source_id
      GROUP BY s.cluster_id, l.namespace_id) AS f
JOIN string AS cluster ON cluster.id = f.cluster_id
LEFT JOIN string AS namespace ON namespace.id = f.namespace_id;
