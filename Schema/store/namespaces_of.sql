-- The namespaces in which a source shows an object of a kind and name. What was itself concluded is no evidence.
SELECT DISTINCT x.namespace_id
FROM (SELECT namespace_id, source_id, block FROM event
      WHERE object_name_id = :name AND object_kind_id = :kind AND namespace_id IS NOT NULL
      UNION ALL
      SELECT namespace_id, source_id, block FROM event_sighting
      WHERE object_name_id = :name AND object_kind_id = :kind AND namespace_id IS NOT NULL
      UNION ALL
      SELECT namespace_id, source_id, -1 FROM pod_fact
      WHERE name_id = :name AND :kind = :pod AND namespace_id IS NOT NULL AND is_loose = 0
      UNION ALL
      SELECT namespace_id, source_id, -1 FROM object_fact
      WHERE name_id = :name AND kind_id = :kind AND namespace_id IS NOT NULL) AS x
JOIN source AS s ON s.id = x.source_id AND s.cluster_id = :cluster
WHERE NOT EXISTS (SELECT 1 FROM loose_name AS l
                  WHERE l.source_id = x.source_id AND l.block = x.block AND l.name_id = :name AND l.kind_id = :kind)
