DELETE FROM pod WHERE name_id = :name AND namespace_id IS NULLIF(:namespace, 0) AND cluster_id = :cluster
RETURNING id
