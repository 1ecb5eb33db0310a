-- A log line seen in two sources cites the one with the smaller path, whatever the order of ingestion.
UPDATE log_line SET source_id = :source, line = :line
WHERE key = :key AND (
    (SELECT path FROM source WHERE id = log_line.source_id) > :path
    OR (SELECT path FROM source WHERE id = log_line.source_id) = :path AND line > :line)
