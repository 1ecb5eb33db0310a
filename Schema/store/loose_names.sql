-- Objects that a source shows without their namespace, block by block, and the namespace concluded before.
SELECT l.source_id, l.block, s.cluster_id, b.namespace_id, l.name_id, l.kind_id
FROM loose_block AS b
JOIN loose_name AS l ON l.source_id = b.source_id AND l.block = b.block
JOIN source AS s ON s.id = b.source_id
ORDER BY l.source_id, l.block, l.name_id, l.kind_id
