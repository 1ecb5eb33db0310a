-- The sources met below :root were captured between :earliest and :latest, as their bundle says. A capture known from the
-- document, its events or another bundle (bases 1, 2, 3, 7) narrows that where the two meet; of two bundles that do not, the
-- earlier counts. A lower bound that comes with a time of last change (4, 5) is the document's own. The time itself says
-- more than a bundle that names no zone.
INSERT OR IGNORE INTO moved_source
SELECT s.id
FROM met_source AS m JOIN source AS s ON s.id = m.source_id
WHERE m.place >= :root AND m.place < :end AND s.captured_basis <> 0
    AND NOT (s.captured_basis = 1 AND s.captured_latest_ns < :earliest);
UPDATE source SET
    (captured_earliest_ns, captured_latest_ns, captured_basis) = (
        SELECT CASE WHEN low <= high THEN low ELSE :earliest END, CASE WHEN low <= high THEN high ELSE :latest END, 1
        FROM (
            SELECT CASE WHEN NOT source.earliest_is_told
                        THEN :earliest ELSE max(:earliest, COALESCE(source.captured_earliest_ns, :earliest)) END AS low,
                   CASE WHEN source.captured_basis IN (4, 5) AND NOT :wide
                        THEN :latest ELSE min(:latest, COALESCE(source.captured_latest_ns, :latest)) END AS high))
WHERE id IN (
    SELECT s.id
    FROM met_source AS m JOIN source AS s ON s.id = m.source_id
    WHERE m.place >= :root AND m.place < :end AND s.captured_basis <> 0
        AND NOT (s.captured_basis = 1 AND s.captured_latest_ns < :earliest));
DELETE FROM met_source WHERE place >= :root AND place < :end
