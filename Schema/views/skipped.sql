-- skipped: what could not be understood.
--   line           1-based; NULL when the whole source is meant
--   reason         what is wrong
--   excerpt        the start of the text in question
CREATE VIEW skipped AS
SELECT s.place AS source, k.line, reason.text AS reason, k.excerpt
FROM skip AS k
JOIN source AS s ON s.id = k.source_id
JOIN string AS reason ON reason.id = k.reason_id;
