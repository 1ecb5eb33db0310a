-- A log line seen in two sources cites the one with the smaller path and says what either knows, whatever the order
-- of ingestion.
UPDATE log_line SET
    stream = max(stream, :stream), level = max(level, :level),
    attempt = NULLIF(max(COALESCE(attempt, -1), COALESCE(:attempt, -1)), -1),
    line = CASE WHEN (SELECT path FROM source WHERE id = log_line.source_id) > :path THEN :line ELSE line END,
    source_id = CASE WHEN (SELECT path FROM source WHERE id = log_line.source_id) > :path THEN :source
                ELSE source_id END
WHERE key = :key
