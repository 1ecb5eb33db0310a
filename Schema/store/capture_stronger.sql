-- The same content again, dated on better ground, or on the same ground and earlier.
UPDATE source SET captured_earliest_ns = :earliest, captured_latest_ns = :latest, captured_basis = :basis, earliest_is_told = :told
WHERE id = :source AND (captured_latest_ns IS NULL OR captured_basis > :basis
    OR captured_basis = :basis AND captured_basis <> 1 AND (captured_latest_ns > :latest
        OR captured_latest_ns = :latest AND captured_earliest_ns > :earliest))
