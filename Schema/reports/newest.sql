-- newest: the time of the newest fact about deaths, from which reports count back when no other instant is named.
-- Events whose times are worked out from printed ages are not asked: those hang on when a file was saved.
--   at             the latest finish time or event; NULL when the corpus has neither
SELECT max(f.at) AS at
FROM (SELECT max(finished_at) AS at FROM terminations
      UNION ALL
      SELECT max(last_at) AS at FROM events WHERE time_basis = 'absolute') AS f
ORDER BY 1;
