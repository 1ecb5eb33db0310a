-- A log line seen in two sources says what either knows and cites the one with the smaller path, whatever the order
-- of ingestion. A line of the source at hand, which has no row yet, stays cited as it is.
UPDATE log_line SET
    stream = max(stream, :stream), level = max(level, :level),
    attempt = NULLIF(max(COALESCE(attempt, -1), COALESCE(:attempt, -1)), -1),
    (source_id, line) = (
        SELECT CASE WHEN c.is_smaller THEN :source ELSE log_line.source_id END,
               CASE WHEN c.is_smaller THEN :line ELSE log_line.line END
        FROM (SELECT (SELECT s.path > :path OR s.path = :path AND log_line.line > :line
                      FROM source AS s WHERE s.id = log_line.source_id) AS is_smaller) AS c)
WHERE key = :key
