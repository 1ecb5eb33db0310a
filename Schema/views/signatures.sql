-- signatures: groups of messages of one shape.
--   kind           log, event or termination
--   template       the message with its variable parts replaced
CREATE VIEW signatures AS
SELECT lower(hex(key)) AS key, kind, template, example, count,
       strftime('%Y-%m-%dT%H:%M:%S', first_at_ns / 1000000000, 'unixepoch')
           || CASE WHEN first_at_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', first_at_ns % 1000000000), '0') END || 'Z' AS first_at,
       strftime('%Y-%m-%dT%H:%M:%S', last_at_ns / 1000000000, 'unixepoch')
           || CASE WHEN last_at_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', last_at_ns % 1000000000), '0') END || 'Z' AS last_at,
       pods, workloads
FROM signature;
