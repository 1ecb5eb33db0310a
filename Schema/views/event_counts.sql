-- event_counts: how often an event occurred between one capture of it and the next. Counts are cumulative, so captures are
-- never added up; the differences between them are, and come to the event's count.
--   key            the event's key in events
--   from_at, to_at the occurrences lie after from_at, up to to_at; the first row's from_at is the first occurrence and
--                  counts itself. NULL where only ages are known and nothing tells when they were printed
--   count          occurrences in between
--   source, line   the capture that shows them
CREATE VIEW event_counts AS
SELECT lower(hex(e.key)) AS key, strftime('%Y-%m-%dT%H:%M:%S', d.from_ns / 1000000000, 'unixepoch')
           || CASE WHEN d.from_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', d.from_ns % 1000000000), '0') END || 'Z' AS from_at,
       strftime('%Y-%m-%dT%H:%M:%S', d.to_ns / 1000000000, 'unixepoch')
           || CASE WHEN d.to_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', d.to_ns % 1000000000), '0') END || 'Z' AS to_at,
       d.count, s.place AS source, d.line
FROM (SELECT q.event_id, min(COALESCE(lag(q.to_ns) OVER previous, q.first_ns), COALESCE(q.to_ns, q.first_ns)) AS from_ns, q.to_ns,
             q.count - COALESCE(lag(q.count) OVER previous, 0) AS count, q.source_id, q.line
      FROM (SELECT t.event_id, t.count, t.to_ns, t.first_ns, t.source_id, t.line,
                   row_number() OVER (PARTITION BY t.event_id, t.count ORDER BY t.to_ns IS NULL, t.to_ns, k.key, t.line) AS place
            FROM (SELECT g.event_id, g.count, e.first_at_ns AS first_ns, g.source_id, g.line,
                         COALESCE(g.last_at_ns, c.captured_earliest_ns + (c.captured_latest_ns - c.captured_earliest_ns) / 2
                             - (g.last_age_at_least + g.last_age_below) * 500000000) AS to_ns
                  FROM event_sighting AS g JOIN event AS e ON e.id = g.event_id JOIN source AS c ON c.id = g.source_id
                  WHERE g.count IS NOT NULL
                  UNION ALL
                  SELECT o.id, o.count, o.first_ns, o.source_id, o.line, o.last_ns
                  FROM event_time AS o JOIN event AS e ON e.id = o.id
                  WHERE e.is_merged = 0 AND o.count IS NOT NULL) AS t
            JOIN source AS k ON k.id = t.source_id) AS q
      WHERE q.place = 1
      WINDOW previous AS (PARTITION BY q.event_id ORDER BY q.count)) AS d
JOIN event AS e ON e.id = d.event_id
JOIN source AS s ON s.id = d.source_id;
