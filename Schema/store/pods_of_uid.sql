-- The pod with a uid.
SELECT p.id FROM pod AS p
WHERE p.cluster_id = :cluster AND p.uid_id = :uid
ORDER BY p.id
