-- Kills that the logs of nodes tell of.
SELECT s.cluster_id, node.text, k.at_ns, k.year_is_guessed, k.uptime_us, k.pid, victim.text, k.container_runtime_id,
       pod_uid.text, k.scope, k.limit_bytes, k.anon_rss_bytes, k.text, k.source_id, s.key, k.line, k.teller
FROM kernel_kill AS k
JOIN source AS s ON s.id = k.source_id
LEFT JOIN string AS node ON node.id = k.node_id
LEFT JOIN string AS victim ON victim.id = k.victim_id
LEFT JOIN string AS pod_uid ON pod_uid.id = k.pod_uid_id
ORDER BY s.key, k.line, k.id
