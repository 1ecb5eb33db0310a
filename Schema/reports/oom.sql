-- oom: processes killed for memory, per workload and container. Only records that say so count, never an exit code alone.
-- Parameters: :since and :until (ISO 8601 without the Z; the end is not included), :now (ISO 8601; what is later
-- is left out), and :cluster, :namespace, :workload, :workload_kind, :pod, :container, :node, :image (with or
-- without its tag). NULL filters nothing.
--   workload, namespace, container   whose they are
--   kills          kills seen
--   series         kills per ISO week, the last eight weeks up to :now, oldest first; kills without a time are left out
--   scope          container (its own limit), pod, node, child (a process that was not the main one) or unknown; several
--                  are listed with their counts
--   limit_bytes    the largest memory limit among them; NULL when none was set
--   pods           different pods
--   last_at, first_at   the last and first kill; NULL when none has a time
--   kind, cluster  the workload's kind and the cluster
--   smallest_limit_bytes   the smallest limit, to see a limit that was raised
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
  SELECT k.cluster, k.namespace, k.pod, k.container, COALESCE(k.workload, k.pod) AS workload, k.workload_kind, k.scope,
         k.limit_bytes, k.at,
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
)
SELECT k.workload, k.namespace, k.container, count(*) AS kills,
       COALESCE(sum(CASE WHEN (n.day / 7 - k.day / 7) = 7 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN (n.day / 7 - k.day / 7) = 6 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN (n.day / 7 - k.day / 7) = 5 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN (n.day / 7 - k.day / 7) = 4 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN (n.day / 7 - k.day / 7) = 3 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN (n.day / 7 - k.day / 7) = 2 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN (n.day / 7 - k.day / 7) = 1 THEN 1 ELSE 0 END), 0)
         || ',' || COALESCE(sum(CASE WHEN (n.day / 7 - k.day / 7) = 0 THEN 1 ELSE 0 END), 0)
         AS series,
       CASE WHEN min(k.scope) = max(k.scope) THEN min(k.scope)
            ELSE substr(
              CASE WHEN sum(CASE WHEN k.scope = 'container' THEN 1 ELSE 0 END) > 0 THEN
                ', container ' || sum(CASE WHEN k.scope = 'container' THEN 1 ELSE 0 END) ELSE '' END
              || CASE WHEN sum(CASE WHEN k.scope = 'pod' THEN 1 ELSE 0 END) > 0 THEN
                ', pod ' || sum(CASE WHEN k.scope = 'pod' THEN 1 ELSE 0 END) ELSE '' END
              || CASE WHEN sum(CASE WHEN k.scope = 'node' THEN 1 ELSE 0 END) > 0 THEN
                ', node ' || sum(CASE WHEN k.scope = 'node' THEN 1 ELSE 0 END) ELSE '' END
              || CASE WHEN sum(CASE WHEN k.scope = 'child' THEN 1 ELSE 0 END) > 0 THEN
                ', child ' || sum(CASE WHEN k.scope = 'child' THEN 1 ELSE 0 END) ELSE '' END
              || CASE WHEN sum(CASE WHEN k.scope = 'unknown' THEN 1 ELSE 0 END) > 0 THEN
                ', unknown ' || sum(CASE WHEN k.scope = 'unknown' THEN 1 ELSE 0 END) ELSE '' END, 3) END AS scope,
       max(k.limit_bytes) AS limit_bytes, count(DISTINCT k.pod) AS pods, max(k.at) AS last_at, min(k.at) AS first_at,
       k.workload_kind AS kind, k.cluster, min(k.limit_bytes) AS smallest_limit_bytes
FROM kill AS k CROSS JOIN now AS n
GROUP BY k.cluster, k.namespace, k.workload_kind, k.workload, k.container
ORDER BY count(*) DESC, COALESCE(k.namespace, ''), COALESCE(k.workload, ''), COALESCE(k.container, ''),
  COALESCE(k.workload_kind, ''), COALESCE(k.cluster, '')
LIMIT COALESCE(:top, 1000000);
