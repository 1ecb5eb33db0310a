-- weekly_failures: ended runs per ISO week, workload and exit code. Runs without a finish time have no week.
--   week           such as 2026-W47
--   failures       ended runs, expected ones included
--   expected       of these, how many are known to be expected
CREATE VIEW weekly_failures AS
SELECT printf('%04d-W%02d', t.week / 100, t.week % 100) AS week, cluster.text AS cluster,
       namespace.text AS namespace, w.kind AS workload_kind, w.name AS workload, v.verdict, t.exit_code,
       CAST(NULL AS TEXT) AS signature_key, count(*) AS failures, COALESCE(sum(v.expected), 0) AS expected
FROM termination AS t
JOIN container AS c ON c.id = t.container_id
JOIN pod AS p ON p.id = c.pod_id
JOIN string AS cluster ON cluster.id = p.cluster_id
LEFT JOIN string AS namespace ON namespace.id = p.namespace_id
LEFT JOIN workload AS w ON w.id = p.workload_id
LEFT JOIN verdict AS v ON v.termination_id = t.id
WHERE t.week IS NOT NULL
GROUP BY t.week, p.cluster_id, p.namespace_id, p.workload_id, v.verdict, t.exit_code;
