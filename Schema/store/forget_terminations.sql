DELETE FROM termination WHERE container_id IN (SELECT id FROM container WHERE pod_id = :pod)
