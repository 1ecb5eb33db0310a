-- evidence: what each verdict rests on, quoted from the sources.
--   weight         proves, supports or against
--   text           part of the cited line
CREATE VIEW evidence AS
SELECT lower(hex(t.key)) AS termination_key, e.rule, e.weight, e.fact, s.place AS source, e.line, e.text
FROM verdict_evidence AS e
JOIN termination AS t ON t.id = e.termination_id
JOIN source AS s ON s.id = e.source_id;
