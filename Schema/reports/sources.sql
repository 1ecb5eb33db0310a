-- sources: what the corpus was made from, one row per ingested file.
--   path           as it was named, with the path inside an archive behind it
--   format         NULL when it could not be read as any
--   facts, duplicates, skipped   facts read; of these, known before; passages that were not understood
--   bytes          its size, unpacked
--   captured_at, basis   the latest instant it can have been captured, and how that is known
--   ingested_at, sha256, id   when it was ingested, the digest of its content, and its number in this corpus
SELECT source AS path, format, facts, duplicates, skipped, bytes, captured_at,
       captured_basis AS basis, ingested_at, sha256, id
FROM sources
ORDER BY path, id;
