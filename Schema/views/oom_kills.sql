-- oom_kills: kills for memory, one row each however many records tell of it; never by an exit code alone.
--   at             when; the middle of the interval where only events tell
--   scope          container: its own limit was reached; pod: the pod's; node: the node ran out of memory; child: a process
--                  that was not the container's main one was killed; unknown
--   victim, pid, anon_rss_bytes   the process, where a kernel log or an event names it; of several that were killed
--                  together the largest
--   limit_bytes    the limit that was reached, else the container's
--   evidence       what the records say; oom_evidence has each of them with its line
--   termination_key   the run that ended by it, to join terminations; NULL when the container lived on or is not known
--   week_is_certain   0 when nothing tells in which week it was, or a log without years tells it: `at` then has the
--                  year before its capture
--   source, line   where the best record stands
CREATE VIEW oom_kills AS
SELECT lower(hex(k.key)) AS key, strftime('%Y-%m-%dT%H:%M:%S', k.at_ns / 1000000000, 'unixepoch')
           || CASE WHEN k.at_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', k.at_ns % 1000000000), '0') END || 'Z' AS at,
       cluster.text AS cluster, namespace.text AS namespace, pod_name.text AS pod, container_name.text AS container,
       w.name AS workload, COALESCE(pod_node.text, node.text) AS node, k.scope, victim.text AS victim, k.pid,
       k.anon_rss_bytes, COALESCE(k.limit_bytes, t.memory_limit_bytes, c.memory_limit_bytes) AS limit_bytes,
       (SELECT group_concat(said, '; ')
        FROM (SELECT CASE e.teller WHEN 0 THEN 'kernel' WHEN 1 THEN 'runtime' WHEN 2 THEN 'detector' ELSE 'kubelet' END
                     || ': ' || e.text AS said
              FROM oom_kill_evidence AS e WHERE e.oom_kill_id = k.id GROUP BY e.teller, e.text ORDER BY e.teller, e.text))
           || COALESCE('; status: reason ' || CASE reason.text WHEN 'OOMKilled' THEN reason.text END || ', exit code '
                       || t.exit_code, '') AS evidence,
       CASE WHEN t.key IS NOT NULL THEN lower(hex(t.key)) END AS termination_key, w.kind AS workload_kind, CASE WHEN k.week IS NULL THEN 0 ELSE 1 END AS week_is_certain,
       s.place AS source, f.line
FROM oom_kill AS k
JOIN string AS cluster ON cluster.id = k.cluster_id
JOIN oom_kill_evidence AS f ON f.rowid = (SELECT min(e.rowid) FROM oom_kill_evidence AS e WHERE e.oom_kill_id = k.id)
JOIN source AS s ON s.id = f.source_id
LEFT JOIN termination AS t ON t.id = k.termination_id
LEFT JOIN pod AS p ON p.id = k.pod_id
LEFT JOIN container AS c ON c.id = k.container_id
LEFT JOIN workload AS w ON w.id = p.workload_id
LEFT JOIN string AS namespace ON namespace.id = p.namespace_id
LEFT JOIN string AS pod_name ON pod_name.id = p.name_id
LEFT JOIN string AS container_name ON container_name.id = c.name_id
LEFT JOIN string AS pod_node ON pod_node.id = p.node_id
LEFT JOIN string AS node ON node.id = k.node_id
LEFT JOIN string AS victim ON victim.id = k.victim_id
LEFT JOIN string AS reason ON reason.id = t.reason_id
UNION ALL
SELECT r.key, r.finished_at, r.cluster, r.namespace, r.pod, r.container, r.workload, r.node,
       CASE WHEN r.exit_code <> 137 THEN 'child' WHEN r.memory_limit_bytes IS NOT NULL THEN 'container'
            ELSE 'unknown' END,
       NULL, NULL, NULL, r.memory_limit_bytes, 'status: reason OOMKilled, exit code ' || r.exit_code, r.key,
       r.workload_kind, CASE WHEN r.finished_at IS NULL THEN 0 ELSE 1 END, r.source, r.line
FROM terminations AS r
WHERE r.reason = 'OOMKilled'
    AND r.key NOT IN (SELECT lower(hex(t.key)) FROM oom_kill AS k JOIN termination AS t ON t.id = k.termination_id);
