-- The events of one object that the corpus holds as rows.
SELECT e.id, e.key, e.is_merged, e.uid_is_key, e.uid_id, e.object_kind_id, e.reason_id, e.message_id, e.count,
       e.first_at_ns, e.last_at_ns, e.source_id, s.key, e.line
FROM event AS e JOIN source AS s ON s.id = e.source_id
WHERE e.object_name_id IS NULLIF(:name, 0) AND e.namespace_id IS NULLIF(:namespace, 0) AND s.cluster_id = :cluster
ORDER BY e.id
