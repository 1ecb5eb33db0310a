-- oom_evidence: every record that tells of a kill in oom_kills, besides the status of the run that ended.
--   key            the kill's key in oom_kills
--   teller         kernel, runtime, detector (the node problem detector) or kubelet
--   text           the record, verbatim
--   source, line   where it stands
CREATE VIEW oom_evidence AS
SELECT lower(hex(k.key)) AS key,
       CASE e.teller WHEN 0 THEN 'kernel' WHEN 1 THEN 'runtime' WHEN 2 THEN 'detector' ELSE 'kubelet' END AS teller,
       e.text, s.place AS source, e.line
FROM oom_kill_evidence AS e
JOIN oom_kill AS k ON k.id = e.oom_kill_id
JOIN source AS s ON s.id = e.source_id;
