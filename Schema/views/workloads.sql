-- workloads: the owners of the pods in the corpus.
--   guessed        1 when the name was made by removing a hash, because no source shows the owner itself
CREATE VIEW workloads AS
SELECT cluster.text AS cluster, namespace.text AS namespace, w.kind, w.name, w.is_guessed AS guessed,
       count(p.id) AS pods
FROM workload AS w
JOIN string AS cluster ON cluster.id = w.cluster_id
JOIN pod AS p ON p.workload_id = w.id
LEFT JOIN string AS namespace ON namespace.id = w.namespace_id
GROUP BY w.id;
