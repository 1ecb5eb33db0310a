-- exit_codes: how containers ended, one row per exit code and reason, so that 137 with the reason Error is never taken
-- for a memory kill.
-- Parameters: :since and :until (ISO 8601 without the Z; the end is not included), :now (ISO 8601; what is later
-- is left out), and :cluster, :namespace, :workload, :workload_kind, :pod, :container, :node, :image (with or
-- without its tag). NULL filters nothing.
--   code           the exit code as the API stores it
--   reason         the runtime's or kubelet's word
--   name           the convention's name of the code
--   runs           ended runs seen: terminations, not restarts
--   share          of all ended runs that pass the filters, between 0 and 1
--   bar            runs again, to be drawn
--   workloads      different workloads among them
--   trend          runs per ISO week, the last eight weeks up to :now, oldest first; runs without a time are left out
--   last_at, first_at   the last and first finish time; NULL when no run has one
--   meaning        what the code means by convention
--   top_workload   the workload with most of these runs, and how many they are
--   signal         the signal's number, where a source has it
--   verdict        the most frequent conclusion; NULL while none is drawn
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
  SELECT exit_code, reason, cluster, namespace, workload_kind, COALESCE(workload, pod) AS workload, signal, verdict,
         finished_at,
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
per_workload AS (
  SELECT exit_code, COALESCE(reason, '') AS reason_key, cluster, namespace, workload_kind, workload, count(*) AS runs,
         row_number() OVER (PARTITION BY exit_code, COALESCE(reason, '')
           ORDER BY count(*) DESC, COALESCE(namespace, ''), COALESCE(workload, ''), COALESCE(workload_kind, ''),
             COALESCE(cluster, '')) AS place
  FROM run
  GROUP BY exit_code, COALESCE(reason, ''), cluster, namespace, workload_kind, workload
),
spread AS (
  SELECT exit_code, reason_key, count(*) AS workloads FROM per_workload GROUP BY exit_code, reason_key
),
per_verdict AS (
  SELECT exit_code, COALESCE(reason, '') AS reason_key, verdict,
         row_number() OVER (PARTITION BY exit_code, COALESCE(reason, '') ORDER BY count(*) DESC, verdict) AS place
  FROM run
  WHERE verdict IS NOT NULL
  GROUP BY exit_code, COALESCE(reason, ''), verdict
),
total AS (SELECT count(*) AS runs FROM run),
cell AS (
  SELECT r.exit_code, COALESCE(r.reason, '') AS reason_key, max(r.reason) AS reason, count(*) AS runs,
         min(r.finished_at) AS first_at, max(r.finished_at) AS last_at, max(r.signal) AS signal,
       COALESCE(sum(CASE WHEN (n.day / 7 - r.day / 7) = 7 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN (n.day / 7 - r.day / 7) = 6 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN (n.day / 7 - r.day / 7) = 5 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN (n.day / 7 - r.day / 7) = 4 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN (n.day / 7 - r.day / 7) = 3 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN (n.day / 7 - r.day / 7) = 2 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN (n.day / 7 - r.day / 7) = 1 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN (n.day / 7 - r.day / 7) = 0 THEN 1 ELSE 0 END), 0)
           AS trend
  FROM run AS r CROSS JOIN now AS n
  GROUP BY r.exit_code, COALESCE(r.reason, '')
)
SELECT c.exit_code AS code, c.reason, x.name, c.runs, CAST(c.runs AS DOUBLE PRECISION) / total.runs AS share,
       c.runs AS bar, s.workloads, c.trend, c.last_at, c.first_at, x.meaning,
       COALESCE(w.namespace || '/', '') || w.workload || ' (' || w.runs || ')' AS top_workload, c.signal, v.verdict
FROM cell AS c
CROSS JOIN total
JOIN spread AS s ON s.exit_code = c.exit_code AND s.reason_key = c.reason_key
JOIN per_workload AS w ON w.exit_code = c.exit_code AND w.reason_key = c.reason_key AND w.place = 1
LEFT JOIN per_verdict AS v ON v.exit_code = c.exit_code AND v.reason_key = c.reason_key AND v.place = 1
LEFT JOIN exit_codes AS x ON x.code = c.exit_code
ORDER BY c.runs DESC, c.exit_code, c.reason_key
LIMIT COALESCE(:top, 1000000);
