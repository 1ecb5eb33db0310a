-- What sources say of the owner of a controller. Those that name one come first; then any order that is total.
SELECT o.owner_kind_id, o.owner_name_id
FROM object_fact AS o JOIN source AS s ON s.id = o.source_id
WHERE o.name_id = :name AND o.kind_id = :kind AND o.namespace_id IS NULLIF(:namespace, 0) AND s.cluster_id = :cluster
ORDER BY o.owner_name_id IS NULL, s.key, o.line
LIMIT 1
