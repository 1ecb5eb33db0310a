-- The events of one object that the corpus holds as rows.
SELECT e.id, e.key, e.uid_is_key, e.uid_id, e.object_kind_id, e.reason_id, e.message_id, e.count,
       e.first_at_ns, e.last_at_ns, e.first_age_at_least, e.first_age_below, e.last_age_at_least, e.last_age_below,
       e.block, e.source_id, s.key, e.line, s.captured_earliest_ns, s.captured_latest_ns, e.uid, e.is_cut, e.component_id, e.is_merged
FROM event AS e JOIN source AS s ON s.id = e.source_id
WHERE e.object_name_id IS :name AND e.namespace_id IS NULLIF(:namespace, 0) AND s.cluster_id = :cluster
ORDER BY s.key, e.line, e.id
