-- unseen: restarts that counters prove, against ended runs that captures show, in one row and over all time.
-- Parameters: :cluster, :namespace, :workload, :workload_kind, :pod, :container, :node, :image (with or without its
-- tag). NULL filters nothing.
--   restarts       the sum of the largest counters
--   seen           ended runs in the corpus
--   unseen         ended runs that the counters prove and no capture shows
WITH owner AS (
  SELECT DISTINCT cluster, COALESCE(namespace, '') AS namespace, pod
  FROM pods
  WHERE (:workload IS NULL OR COALESCE(workload, pod) = :workload)
    AND (:workload_kind IS NULL OR COALESCE(workload_kind, 'Pod') = :workload_kind)
    AND (:node IS NULL OR node = :node)
)
SELECT COALESCE(sum(COALESCE(r.restart_count, 0)), 0) AS restarts, COALESCE(sum(r.seen), 0) AS seen,
       COALESCE(sum(COALESCE(r.unseen, 0)), 0) AS unseen
FROM restarts AS r
LEFT JOIN owner AS o ON o.cluster = r.cluster AND o.namespace = COALESCE(r.namespace, '') AND o.pod = r.pod
WHERE (:cluster IS NULL OR r.cluster = :cluster)
  AND (:namespace IS NULL OR r.namespace = :namespace)
  AND (:pod IS NULL OR r.pod = :pod)
  AND (:container IS NULL OR r.container = :container)
  AND (:image IS NULL OR EXISTS (
    SELECT 1 FROM containers AS c
    WHERE c.cluster = r.cluster AND COALESCE(c.namespace, '') = COALESCE(r.namespace, '') AND c.pod = r.pod
      AND c.container = r.container
      AND (c.image = :image OR substr(c.image, 1, length(:image) + 1) IN (:image || ':', :image || '@'))))
  AND (o.pod IS NOT NULL OR (:workload IS NULL AND :workload_kind IS NULL AND :node IS NULL))
ORDER BY 1;
