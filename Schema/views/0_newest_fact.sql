-- newest_fact (internal): the latest exact time of an ended run, an event or a kill; where there is none, the latest of a log
-- line, else the instant to which a source's capture is known from more than the time of its file.
CREATE VIEW newest_fact AS
SELECT strftime('%Y-%m-%dT%H:%M:%S', f.ns / 1000000000, 'unixepoch')
           || CASE WHEN f.ns % 1000000000 = 0 THEN ''
                   ELSE '.' || rtrim(printf('%09d', f.ns % 1000000000), '0') END || 'Z' AS at
FROM (SELECT COALESCE(
          (SELECT max(ns) FROM (
              SELECT max(finished_at_ns) AS ns FROM termination
              UNION ALL
              SELECT max(last_at_ns) FROM event WHERE last_earliest_ns IS NULL
              UNION ALL
              SELECT max(at_ns) FROM oom_kill WHERE at_earliest_ns = at_latest_ns)),
          (SELECT max(at_ns) FROM log_line),
          (SELECT max(captured_latest_ns) FROM source WHERE captured_basis <= 3)) AS ns) AS f;
