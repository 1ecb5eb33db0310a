-- A log line seen in two sources cites the one with the smaller place, or the smaller line of one place, and says what
-- either knows, whatever the order of ingestion. A source that is still being stored has no row: its own earlier line
-- stays.
UPDATE log_line SET
    stream = max(stream, :stream), level = max(level, :level),
    attempt = NULLIF(max(COALESCE(attempt, -1), COALESCE(:attempt, -1)), -1),
    (line, source_id) = (
        SELECT CASE WHEN is_smaller THEN :line ELSE log_line.line END,
               CASE WHEN is_smaller THEN :source ELSE log_line.source_id END
        FROM (SELECT COALESCE((SELECT s.place > :place OR s.place = :place AND log_line.line > :line
                               FROM source AS s WHERE s.id = log_line.source_id), 0) AS is_smaller))
WHERE key = :key
