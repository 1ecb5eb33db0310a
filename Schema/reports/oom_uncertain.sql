-- oom_uncertain: kills for memory that belong to no certain week, because no source has their time, or only an age.
-- Parameters: :since and :until (ISO 8601 without the Z; the end is not included), :now (ISO 8601; what is later
-- is left out), and :cluster, :namespace, :workload, :workload_kind, :pod, :container, :node, :image (with or
-- without its tag). NULL filters nothing.
--   facts          how many
SELECT count(*) AS facts
FROM oom_kills AS k LEFT JOIN terminations AS t ON t.key = k.termination_key
WHERE k.week_is_certain = 0
    AND (:since IS NULL OR k.at >= :since)
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
ORDER BY 1;
