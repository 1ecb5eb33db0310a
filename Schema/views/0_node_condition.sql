-- node_condition (internal): the newest sighting of each condition of each node.
CREATE VIEW node_condition AS
SELECT cluster_id, node_id, type, status_id FROM (
    SELECT s.cluster_id, c.object_name_id AS node_id, type.text AS type, c.status_id,
           row_number() OVER (PARTITION BY s.cluster_id, c.object_name_id, c.type_id
               ORDER BY c.transition_at_ns DESC, s.captured_latest_ns DESC, s.key, c.line) AS rank
    FROM condition_fact AS c
    JOIN source AS s ON s.id = c.source_id
    JOIN string AS kind ON kind.id = c.object_kind_id
    JOIN string AS type ON type.id = c.type_id
    WHERE kind.text = 'Node')
WHERE rank = 1;
