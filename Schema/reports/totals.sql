-- totals: what a report could look at, in one row; the notes below every report are made of it.
-- Parameters: :since and :until (ISO 8601 without the Z; the end is not included), :now (ISO 8601; what is later
-- is left out), and :cluster, :namespace, :workload, :workload_kind, :pod, :container, :node, :image (with or
-- without its tag). NULL filters nothing.
--   runs           ended runs that pass the filters
--   timeless       of these, runs without a finish time; none when :since or :until is given
--   pods, workloads   different ones among them
--   first_at, last_at   the first and last finish time
--   left_out_timeless   runs without a finish time that a time range left out
WITH run AS (
  SELECT cluster, namespace, pod, workload_kind, workload, finished_at,
         CASE WHEN (:since IS NULL OR finished_at >= :since) AND (:until IS NULL OR finished_at < :until)
                AND (:now IS NULL OR finished_at IS NULL OR finished_at <= :now) THEN 1
              ELSE 0 END AS is_in_range
  FROM terminations
  WHERE (:cluster IS NULL OR cluster = :cluster)
    AND (:namespace IS NULL OR namespace = :namespace)
    AND (:workload IS NULL OR COALESCE(workload, pod) = :workload)
    AND (:workload_kind IS NULL OR COALESCE(workload_kind, 'Pod') = :workload_kind)
    AND (:pod IS NULL OR pod = :pod)
    AND (:container IS NULL OR container = :container)
    AND (:node IS NULL OR node = :node)
    AND (:image IS NULL OR image = :image OR substr(image, 1, length(:image) + 1) IN (:image || ':', :image || '@'))
)
SELECT COALESCE(sum(is_in_range), 0) AS runs,
       COALESCE(sum(CASE WHEN is_in_range = 1 AND finished_at IS NULL THEN 1 ELSE 0 END), 0) AS timeless,
       count(DISTINCT CASE WHEN is_in_range = 1 THEN COALESCE(cluster, '') || '/' || COALESCE(namespace, '') || '/'
             || COALESCE(pod, '') END) AS pods,
       count(DISTINCT CASE WHEN is_in_range = 1 THEN COALESCE(cluster, '') || '/' || COALESCE(namespace, '') || '/'
             || COALESCE(workload_kind, '') || '/' || COALESCE(workload, pod, '') END) AS workloads,
       min(CASE WHEN is_in_range = 1 THEN finished_at END) AS first_at,
       max(CASE WHEN is_in_range = 1 THEN finished_at END) AS last_at,
       COALESCE(sum(CASE WHEN is_in_range = 0 AND finished_at IS NULL THEN 1 ELSE 0 END), 0) AS left_out_timeless
FROM run
ORDER BY 1;
