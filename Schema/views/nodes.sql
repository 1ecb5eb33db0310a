-- nodes: every node that a source describes or a pod ran on.
--   not_ready, memory_pressure, disk_pressure, pid_pressure   1, 0, or NULL when unknown, by the newest condition
CREATE VIEW nodes AS
SELECT cluster.text AS cluster, node.text AS node,
       (SELECT CASE status.text WHEN 'True' THEN 0 ELSE 1 END FROM node_condition AS n
        JOIN string AS status ON status.id = n.status_id
        WHERE n.cluster_id = k.cluster_id AND n.node_id = k.node_id AND n.type = 'Ready') AS not_ready,
       (SELECT CASE status.text WHEN 'True' THEN 1 WHEN 'False' THEN 0 END FROM node_condition AS n
        JOIN string AS status ON status.id = n.status_id
        WHERE n.cluster_id = k.cluster_id AND n.node_id = k.node_id AND n.type = 'MemoryPressure') AS memory_pressure,
       (SELECT CASE status.text WHEN 'True' THEN 1 WHEN 'False' THEN 0 END FROM node_condition AS n
        JOIN string AS status ON status.id = n.status_id
        WHERE n.cluster_id = k.cluster_id AND n.node_id = k.node_id AND n.type = 'DiskPressure') AS disk_pressure,
       (SELECT CASE status.text WHEN 'True' THEN 1 WHEN 'False' THEN 0 END FROM node_condition AS n
        JOIN string AS status ON status.id = n.status_id
        WHERE n.cluster_id = k.cluster_id AND n.node_id = k.node_id AND n.type = 'PIDPressure') AS pid_pressure,
       (SELECT count(*) FROM pod AS p WHERE p.cluster_id = k.cluster_id AND p.node_id = k.node_id) AS pods
FROM (SELECT cluster_id, node_id FROM pod WHERE node_id IS NOT NULL
      UNION
      SELECT s.cluster_id, o.name_id FROM object_fact AS o
      JOIN source AS s ON s.id = o.source_id JOIN string AS kind ON kind.id = o.kind_id
      WHERE kind.text = 'Node' AND o.name_id IS NOT NULL) AS k
JOIN string AS cluster ON cluster.id = k.cluster_id
JOIN string AS node ON node.id = k.node_id;
