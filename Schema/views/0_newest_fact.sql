-- newest_fact (internal): the latest exact time of an ended run, an event or a kill.
CREATE VIEW newest_fact AS
SELECT strftime('%Y-%m-%dT%H:%M:%S', f.ns / 1000000000, 'unixepoch')
           || CASE WHEN f.ns % 1000000000 = 0 THEN ''
                   ELSE '.' || rtrim(printf('%09d', f.ns % 1000000000), '0') END || 'Z' AS at
FROM (SELECT max(ns) AS ns FROM (
          SELECT max(finished_at_ns) AS ns FROM termination
          UNION ALL
          SELECT max(last_at_ns) FROM event WHERE last_earliest_ns IS NULL
          UNION ALL
          SELECT max(at_ns) FROM oom_kill WHERE at_earliest_ns = at_latest_ns)) AS f;
