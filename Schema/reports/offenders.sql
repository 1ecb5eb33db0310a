-- offenders: workloads ranked by how much their failures matter now.
-- Parameters: :since and :until (ISO 8601 without the Z; the end is not included), :now (ISO 8601; what is later
-- is left out), and :cluster, :namespace, :workload, :workload_kind, :pod, :container, :node, :image (with or
-- without its tag). NULL filters nothing.
-- :top is how many rows.
--
-- What counts as a failure: a run whose verdict says that it was not expected. Where no verdict says either way, every
-- ended run counts, except exit code 0 (Completed) of a workload or container that is meant to end: in a Deployment,
-- StatefulSet, DaemonSet, ReplicaSet or static pod an app or sidecar container runs for ever, so its end is a failure
-- whatever the code.
--
-- The score: each failure is worth 100 points, times its severity, times its recency; their sum is multiplied by
-- the breadth of the failures.
--   severity       1.5 for the reason OOMKilled, 1.3 for the crashes 132, 134, 135, 136 and 139, else 1
--   recency        halves every 7 days before :now, in steps of a day; 0 after 16 weeks and without a finish time
--   breadth        1 for one pod, 0.1 more for each further pod, at most 2
-- So 100 is one plain failure of today in one pod.
--
--   rank           1 is the highest score
--   workload, namespace   whose failures
--   score          as above, rounded down
--   failures       failures seen
--   pods           different pods among them
--   top            the most frequent reason and exit code
--   series         failures per ISO week, the last eight weeks up to :now, oldest first; those without a time are left out
--   unseen         ended runs that restart counters prove and no capture shows, over all time
--   last_at, first_at   the last and first failure; NULL when none has a time
--   kind, cluster  the workload's kind and the cluster
--   seen           ended runs seen, failures or not, over all time
WITH now AS (
  SELECT
         -- The Julian day number, in integer arithmetic: day / 7 counts weeks that begin on Monday, as ISO weeks do.
         (1461 * (CAST(substr(:now, 1, 4) AS BIGINT) + 4800 + (CAST(substr(:now, 6, 2) AS BIGINT) - 14) / 12)) / 4
           + (367 * (CAST(substr(:now, 6, 2) AS BIGINT) - 2
                     - 12 * ((CAST(substr(:now, 6, 2) AS BIGINT) - 14) / 12))) / 12
           - (3 * ((CAST(substr(:now, 1, 4) AS BIGINT) + 4900
                    + (CAST(substr(:now, 6, 2) AS BIGINT) - 14) / 12) / 100)) / 4
           + CAST(substr(:now, 9, 2) AS BIGINT) - 32075 AS day
),
run AS (
  -- Unknown names are empty here, so that joins can compare them; the outermost SELECT makes them NULL again.
  SELECT cluster, COALESCE(namespace, '') AS namespace, COALESCE(workload_kind, '') AS workload_kind,
         COALESCE(workload, pod, '') AS workload, pod, exit_code, reason, finished_at,
         CASE WHEN expected IS NOT NULL THEN 1 - expected
              WHEN exit_code <> 0 OR COALESCE(reason, 'Completed') <> 'Completed' THEN 1
              WHEN workload_kind IN ('Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'StaticPod')
                AND container_kind IN ('app', 'sidecar') THEN 1
              ELSE 0 END AS is_failure,
         -- The Julian day number, in integer arithmetic: day / 7 counts weeks that begin on Monday, as ISO weeks do.
         (1461 * (CAST(substr(finished_at, 1, 4) AS BIGINT) + 4800 + (CAST(substr(finished_at, 6, 2) AS BIGINT) - 14) / 12)) / 4
           + (367 * (CAST(substr(finished_at, 6, 2) AS BIGINT) - 2
                     - 12 * ((CAST(substr(finished_at, 6, 2) AS BIGINT) - 14) / 12))) / 12
           - (3 * ((CAST(substr(finished_at, 1, 4) AS BIGINT) + 4900
                    + (CAST(substr(finished_at, 6, 2) AS BIGINT) - 14) / 12) / 100)) / 4
           + CAST(substr(finished_at, 9, 2) AS BIGINT) - 32075 AS day
  FROM terminations
  WHERE (:since IS NULL OR finished_at >= :since)
    AND (:until IS NULL OR finished_at < :until)
    AND (:now IS NULL OR finished_at IS NULL OR finished_at <= :now)
    AND (:cluster IS NULL OR cluster = :cluster)
    AND (:namespace IS NULL OR namespace = :namespace)
    AND (:workload IS NULL OR COALESCE(workload, pod) = :workload)
    AND (:workload_kind IS NULL OR COALESCE(workload_kind, 'Pod') = :workload_kind)
    AND (:pod IS NULL OR pod = :pod)
    AND (:container IS NULL OR container = :container)
    AND (:node IS NULL OR node = :node)
    AND (:image IS NULL OR image = :image OR substr(image, 1, length(:image) + 1) IN (:image || ':', :image || '@'))
),
failure AS (
  SELECT r.*, n.day / 7 - r.day / 7 AS weeks,
         CASE WHEN r.day IS NULL OR n.day - r.day >= 112 THEN 0
              ELSE CASE CASE WHEN n.day > r.day THEN (n.day - r.day) % 7 ELSE 0 END
                     WHEN 0 THEN 1000 WHEN 1 THEN 906 WHEN 2 THEN 820 WHEN 3 THEN 743 WHEN 4 THEN 673
                     WHEN 5 THEN 610 ELSE 552 END
                   >> CAST(CASE WHEN n.day > r.day THEN (n.day - r.day) / 7 ELSE 0 END AS INTEGER) END
           * CASE WHEN r.reason = 'OOMKilled' THEN 15 WHEN r.exit_code IN (132, 134, 135, 136, 139) THEN 13 ELSE 10 END
           AS points
  FROM run AS r CROSS JOIN now AS n
  WHERE r.is_failure = 1
),
per_cause AS (
  SELECT cluster, namespace, workload_kind, workload, COALESCE(reason || ' ', '') || exit_code AS cause,
         row_number() OVER (PARTITION BY cluster, namespace, workload_kind, workload
           ORDER BY count(*) DESC, exit_code, COALESCE(reason, '')) AS place
  FROM failure
  GROUP BY cluster, namespace, workload_kind, workload, reason, exit_code
),
owner AS (
  SELECT DISTINCT cluster, COALESCE(namespace, '') AS namespace, pod, COALESCE(workload_kind, '') AS workload_kind,
         COALESCE(workload, pod, '') AS workload
  FROM pods
),
counter AS (
  SELECT o.cluster, o.namespace, o.workload_kind, o.workload, sum(r.seen) AS seen, sum(COALESCE(r.unseen, 0)) AS unseen
  FROM restarts AS r
  JOIN owner AS o ON o.cluster = r.cluster AND o.namespace = COALESCE(r.namespace, '') AND o.pod = r.pod
  GROUP BY o.cluster, o.namespace, o.workload_kind, o.workload
),
scored AS (
  SELECT cluster, namespace, workload_kind, workload, count(*) AS failures, count(DISTINCT pod) AS pods,
         min(finished_at) AS first_at, max(finished_at) AS last_at,
         sum(points) * (9 + CASE WHEN count(DISTINCT pod) > 11 THEN 11 ELSE count(DISTINCT pod) END) / 1000 AS score,
       COALESCE(sum(CASE WHEN weeks = 7 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN weeks = 6 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN weeks = 5 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN weeks = 4 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN weeks = 3 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN weeks = 2 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN weeks = 1 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN weeks = 0 THEN 1 ELSE 0 END), 0)
           AS series
  FROM failure
  GROUP BY cluster, namespace, workload_kind, workload
)
SELECT row_number() OVER (ORDER BY s.score DESC, s.failures DESC, s.namespace, s.workload, s.workload_kind, s.cluster)
         AS rank,
       NULLIF(s.workload, '') AS workload, NULLIF(s.namespace, '') AS namespace, s.score, s.failures, s.pods,
       c.cause AS top, s.series, k.unseen, s.last_at, s.first_at, NULLIF(s.workload_kind, '') AS kind, s.cluster, k.seen
FROM scored AS s
JOIN per_cause AS c ON c.place = 1 AND c.cluster = s.cluster AND c.namespace = s.namespace
  AND c.workload = s.workload AND c.workload_kind = s.workload_kind
LEFT JOIN counter AS k ON k.cluster = s.cluster AND k.namespace = s.namespace AND k.workload = s.workload
  AND k.workload_kind = s.workload_kind
ORDER BY s.score DESC, s.failures DESC, s.namespace, s.workload, s.workload_kind, s.cluster
LIMIT COALESCE(:top, 1000000);
