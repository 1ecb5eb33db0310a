-- The same content again, in a file that is older: its time bounds the capture better.
UPDATE source SET captured_earliest_ns = :earliest, captured_latest_ns = :latest, captured_basis = :basis
WHERE id = :source AND captured_basis >= :basis AND (captured_latest_ns IS NULL OR captured_latest_ns > :latest)
