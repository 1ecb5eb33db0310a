-- oom_weeks: kills for memory per ISO week, the last eight weeks up to :now as far as :since and :until reach into them,
-- newest first. A week without kills is a row with 0; its terminations tell whether the corpus could have seen any.
-- Parameters: :since and :until (ISO 8601 without the Z; the end is not included), :now (ISO 8601; what is later
-- is left out), and :cluster, :namespace, :workload, :workload_kind, :pod, :container, :node, :image (with or
-- without its tag). NULL filters nothing.
--   week           such as 2026-W47
--   kills          kills seen; those without a time belong to no week
--   bar            kills again, to be drawn
--   container, node, child, other   kills by scope; other is pod and unknown
--   workloads      different workloads among them
--   terminations   ended runs seen that week, whatever ended them; 0 means that nothing is known of the week
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
kill AS (
  SELECT k.cluster, k.namespace, COALESCE(k.workload, k.pod) AS workload, k.scope,
         -- The Julian day number, in integer arithmetic: day / 7 counts weeks that begin on Monday, as ISO weeks do.
         CASE WHEN k.week_is_certain = 1 THEN
         (1461 * (CAST(substr(k.at, 1, 4) AS BIGINT) + 4800 + (CAST(substr(k.at, 6, 2) AS BIGINT) - 14) / 12)) / 4
           + (367 * (CAST(substr(k.at, 6, 2) AS BIGINT) - 2
                     - 12 * ((CAST(substr(k.at, 6, 2) AS BIGINT) - 14) / 12))) / 12
           - (3 * ((CAST(substr(k.at, 1, 4) AS BIGINT) + 4900
                    + (CAST(substr(k.at, 6, 2) AS BIGINT) - 14) / 12) / 100)) / 4
           + CAST(substr(k.at, 9, 2) AS BIGINT) - 32075 END AS day
  FROM oom_kills AS k LEFT JOIN terminations AS t ON t.key = k.termination_key
  WHERE (:since IS NULL OR k.at >= :since)
    AND (:until IS NULL OR k.at < :until)
    AND (:now IS NULL OR k.week_is_certain = 0 OR k.at <= :now)
    AND (:cluster IS NULL OR k.cluster = :cluster)
    AND (:namespace IS NULL OR k.namespace = :namespace)
    AND (:workload IS NULL OR COALESCE(k.workload, k.pod) = :workload)
    AND (:workload_kind IS NULL OR COALESCE(k.workload_kind, 'Pod') = :workload_kind)
    AND (:pod IS NULL OR k.pod = :pod)
    AND (:container IS NULL OR k.container = :container)
    AND (:node IS NULL OR k.node = :node)
    AND (:image IS NULL OR t.image = :image OR substr(t.image, 1, length(:image) + 1) IN (:image || ':', :image || '@'))
),
-- The first and last day that :since and :until let pass; an end at midnight belongs to the day before.
bounds AS (
  SELECT (1461 * (CAST(substr(:since, 1, 4) AS BIGINT) + 4800 + (CAST(substr(:since, 6, 2) AS BIGINT) - 14) / 12)) / 4
           + (367 * (CAST(substr(:since, 6, 2) AS BIGINT) - 2
                     - 12 * ((CAST(substr(:since, 6, 2) AS BIGINT) - 14) / 12))) / 12
           - (3 * ((CAST(substr(:since, 1, 4) AS BIGINT) + 4900
                    + (CAST(substr(:since, 6, 2) AS BIGINT) - 14) / 12) / 100)) / 4
           + CAST(substr(:since, 9, 2) AS BIGINT) - 32075 AS first_day,
         (1461 * (CAST(substr(:until, 1, 4) AS BIGINT) + 4800 + (CAST(substr(:until, 6, 2) AS BIGINT) - 14) / 12)) / 4
           + (367 * (CAST(substr(:until, 6, 2) AS BIGINT) - 2
                     - 12 * ((CAST(substr(:until, 6, 2) AS BIGINT) - 14) / 12))) / 12
           - (3 * ((CAST(substr(:until, 1, 4) AS BIGINT) + 4900
                    + (CAST(substr(:until, 6, 2) AS BIGINT) - 14) / 12) / 100)) / 4
           + CAST(substr(:until, 9, 2) AS BIGINT) - 32075
           - CASE WHEN substr(:until, 12, 8) = '00:00:00' THEN 1 ELSE 0 END AS last_day
),
run AS (
  SELECT (1461 * (CAST(substr(finished_at, 1, 4) AS BIGINT) + 4800 + (CAST(substr(finished_at, 6, 2) AS BIGINT) - 14) / 12)) / 4
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
per_week AS (SELECT day / 7 AS week, count(*) AS terminations FROM run WHERE day IS NOT NULL GROUP BY day / 7),
back AS (
  SELECT 0 AS weeks UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3
  UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7
),
-- The Thursday decides to which year a week belongs; from its Julian day number to its year, in integer arithmetic.
thursday AS (
  SELECT b.weeks, (n.day / 7 - b.weeks) * 7 + 3 AS day,
         4 * ((n.day / 7 - b.weeks) * 7 + 3 + 1401
              + (((4 * ((n.day / 7 - b.weeks) * 7 + 3) + 274277) / 146097) * 3) / 4 - 38) + 3 AS e
  FROM back AS b CROSS JOIN now AS n CROSS JOIN bounds AS r
  WHERE n.day / 7 - b.weeks >= COALESCE(r.first_day / 7, 0)
    AND n.day / 7 - b.weeks <= COALESCE(r.last_day / 7, n.day / 7)
),
dated AS (
  SELECT weeks, day,
         e / 1461 - 4716 + (12 + 2 - (((5 * ((e % 1461) / 4) + 2) / 153 + 2) % 12 + 1)) / 12 AS year
  FROM thursday
),
-- 1 January of a year as a Julian day number.
numbered AS (
  SELECT weeks, year,
         (day - ((1461 * (year + 4799)) / 4 + 336 - (3 * ((year + 4899) / 100)) / 4 + 1 - 32075)) / 7 + 1 AS week
  FROM dated
)
SELECT w.year || '-W' || substr('0' || w.week, length('0' || w.week) - 1, 2) AS week, count(k.day) AS kills,
       count(k.day) AS bar,
       COALESCE(sum(CASE WHEN k.scope = 'container' THEN 1 ELSE 0 END), 0) AS container,
       COALESCE(sum(CASE WHEN k.scope = 'node' THEN 1 ELSE 0 END), 0) AS node,
       COALESCE(sum(CASE WHEN k.scope = 'child' THEN 1 ELSE 0 END), 0) AS child,
       COALESCE(sum(CASE WHEN k.scope IN ('pod', 'unknown') THEN 1 ELSE 0 END), 0) AS other,
       count(DISTINCT COALESCE(k.cluster, '') || '/' || COALESCE(k.namespace, '') || '/' || k.workload) AS workloads,
       COALESCE(p.terminations, 0) AS terminations
FROM numbered AS w CROSS JOIN now AS n
LEFT JOIN per_week AS p ON p.week = n.day / 7 - w.weeks
LEFT JOIN kill AS k ON n.day / 7 - k.day / 7 = w.weeks
GROUP BY w.weeks, w.year, w.week, p.terminations
ORDER BY w.weeks;
