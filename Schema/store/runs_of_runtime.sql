-- Ended runs with the ids their runtime gave them.
SELECT t.runtime_id, t.id, t.container_id, c.pod_id
FROM termination AS t JOIN container AS c ON c.id = t.container_id WHERE t.runtime_id IS NOT NULL
ORDER BY t.id
