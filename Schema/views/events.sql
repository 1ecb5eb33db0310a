-- events: one row per Kubernetes Event, however many captures show it.
--   key            content-derived id
--   uid            the event's own uid; NULL when only text forms show it
--   container      from the field path, or from the prefix newer clients print
--   count          how often it occurred up to the newest capture; cumulative, never added up; NULL where no source says
--   first_at, last_at   ISO 8601 UTC; the middle of the interval where only ages are known
--   last_at_earliest, last_at_latest   the interval the true time lies in; equal to last_at when it is exact
--   time_basis     absolute, age (printed ages and a known capture), or none
--   source, line   the sighting that is cited
--   message_is_cut 1 where the message is only its beginning, because only tables show it
CREATE VIEW events AS
SELECT lower(hex(e.key)) AS key,
       CASE WHEN e.uid IS NOT NULL THEN lower(substr(hex(e.uid), 1, 8) || '-' || substr(hex(e.uid), 9, 4) || '-'
            || substr(hex(e.uid), 13, 4) || '-' || substr(hex(e.uid), 17, 4) || '-' || substr(hex(e.uid), 21, 12))
            ELSE uid.text END AS uid,
       cluster.text AS cluster, namespace.text AS namespace, object_kind.text AS object_kind,
       object_name.text AS object, container.text AS container, type.text AS type, reason.text AS reason,
       message.text AS message, e.count,
       strftime('%Y-%m-%dT%H:%M:%S', e.first_ns / 1000000000, 'unixepoch')
           || CASE WHEN e.first_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', e.first_ns % 1000000000), '0') END || 'Z' AS first_at,
       strftime('%Y-%m-%dT%H:%M:%S', e.last_ns / 1000000000, 'unixepoch')
           || CASE WHEN e.last_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', e.last_ns % 1000000000), '0') END || 'Z' AS last_at,
       strftime('%Y-%m-%dT%H:%M:%S', e.last_earliest_ns / 1000000000, 'unixepoch')
           || CASE WHEN e.last_earliest_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', e.last_earliest_ns % 1000000000), '0') END || 'Z' AS last_at_earliest,
       strftime('%Y-%m-%dT%H:%M:%S', e.last_latest_ns / 1000000000, 'unixepoch')
           || CASE WHEN e.last_latest_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', e.last_latest_ns % 1000000000), '0') END || 'Z' AS last_at_latest,
       e.time_basis, component.text AS component, host.text AS host, CAST(NULL AS TEXT) AS signature_key,
       s.place AS source, e.line, e.is_cut AS message_is_cut
FROM event_time AS e
JOIN source AS s ON s.id = e.source_id
JOIN string AS cluster ON cluster.id = s.cluster_id
LEFT JOIN string AS uid ON uid.id = e.uid_id
LEFT JOIN string AS namespace ON namespace.id = e.namespace_id
LEFT JOIN string AS object_kind ON object_kind.id = e.object_kind_id
LEFT JOIN string AS object_name ON object_name.id = e.object_name_id
LEFT JOIN string AS container ON container.id = e.container_id
LEFT JOIN string AS type ON type.id = e.type_id
LEFT JOIN string AS reason ON reason.id = e.reason_id
LEFT JOIN string AS message ON message.id = e.message_id
LEFT JOIN string AS component ON component.id = e.component_id
LEFT JOIN string AS host ON host.id = e.host_id;
