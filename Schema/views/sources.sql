-- sources: what was ingested.
--   member         the path inside an archive
--   source         both, as the column source of the other views has it
--   captured_at    the latest instant the source can have been captured; captured_basis says how it is known
--   facts          facts read; duplicates of these were in the corpus already
--   skipped        rows in skipped
CREATE VIEW sources AS
SELECT id, path, member, place AS source, format, lower(hex(sha256)) AS sha256, bytes,
       strftime('%Y-%m-%dT%H:%M:%S', captured_latest_ns / 1000000000, 'unixepoch')
           || CASE WHEN captured_latest_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', captured_latest_ns % 1000000000), '0') END || 'Z' AS captured_at,
       CASE captured_basis WHEN 0 THEN 'flag' WHEN 1 THEN 'bundle' WHEN 2 THEN 'document' WHEN 3 THEN 'events'
            WHEN 4 THEN 'member_time' WHEN 5 THEN 'file_time' ELSE 'none' END AS captured_basis,
       strftime('%Y-%m-%dT%H:%M:%S', ingested_at_ns / 1000000000, 'unixepoch')
           || CASE WHEN ingested_at_ns % 1000000000 = 0 THEN '' ELSE '.' || rtrim(printf('%09d', ingested_at_ns % 1000000000), '0') END || 'Z' AS ingested_at,
       facts, duplicates, skipped
FROM source;
