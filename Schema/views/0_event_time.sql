-- event_time (internal): events with their times; printed ages become intervals by the capture of their source.
CREATE VIEW event_time AS
SELECT e.id, e.key, e.uid_is_key, CASE e.uid_is_key WHEN 1 THEN e.key ELSE e.uid END AS uid, e.uid_id, e.namespace_id, e.object_kind_id, e.object_name_id, e.container_id, e.type_id,
       e.reason_id, e.message_id, e.component_id, e.host_id, e.is_cut, e.count, e.source_id, e.line,
       COALESCE(e.first_at_ns, CASE WHEN e.is_merged = 0 THEN
           s.captured_earliest_ns + (s.captured_latest_ns - s.captured_earliest_ns) / 2
           - (e.first_age_at_least + e.first_age_below) * 500000000 END) AS first_ns,
       COALESCE(e.last_at_ns, CASE WHEN e.is_merged = 0 THEN
           s.captured_earliest_ns + (s.captured_latest_ns - s.captured_earliest_ns) / 2
           - (e.last_age_at_least + e.last_age_below) * 500000000 END) AS last_ns,
       COALESCE(e.last_earliest_ns, e.last_at_ns, CASE WHEN e.is_merged = 0 THEN
           s.captured_earliest_ns - e.last_age_below * 1000000000 END) AS last_earliest_ns,
       COALESCE(e.last_latest_ns, e.last_at_ns, CASE WHEN e.is_merged = 0 THEN
           s.captured_latest_ns - e.last_age_at_least * 1000000000 END) AS last_latest_ns,
       CASE WHEN e.last_at_ns IS NOT NULL AND e.last_earliest_ns IS NULL THEN 'absolute'
            WHEN e.last_at_ns IS NOT NULL OR (e.last_age_below IS NOT NULL AND s.captured_latest_ns IS NOT NULL) THEN 'age'
            ELSE 'none' END AS time_basis
FROM event AS e JOIN source AS s ON s.id = e.source_id;
