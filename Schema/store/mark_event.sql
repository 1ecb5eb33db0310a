-- An object with a new event. In a corpus that was empty it matters only when the object comes up again.
INSERT INTO stale_event VALUES (:cluster, :namespace, :name, :is_shared)
ON CONFLICT DO UPDATE SET is_shared = 1
