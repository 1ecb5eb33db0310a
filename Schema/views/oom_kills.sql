-- oom_kills: processes that were killed for memory, by a record that says so; never by an exit code alone.
--   scope          child: the runtime says OOMKilled but the code is not 137, so another process of the container was
--                  killed; container: the container has a limit; node: a node event names the victim; else unknown
--   victim, pid    the process, where a kernel record or event names it
--   evidence       the record: the text of the reason or event
--   termination_key   the ended run, to join terminations
CREATE VIEW oom_kills AS
SELECT key, finished_at AS at, cluster, namespace, pod, container, workload, node,
       CASE WHEN exit_code <> 137 THEN 'child' WHEN memory_limit_bytes IS NOT NULL THEN 'container'
            ELSE 'unknown' END AS scope,
       CAST(NULL AS TEXT) AS victim, CAST(NULL AS INTEGER) AS pid, CAST(NULL AS INTEGER) AS anon_rss_bytes,
       memory_limit_bytes AS limit_bytes, 'reason OOMKilled, exit code ' || exit_code AS evidence, key AS termination_key
FROM terminations WHERE reason = 'OOMKilled';
