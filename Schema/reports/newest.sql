-- newest: the time of the newest fact about deaths, from which reports count back when no other instant is named.
-- Events whose times are worked out from printed ages are not asked: those hang on when a file was saved.
--   at             the latest finish time or event; NULL when the corpus has neither
SELECT at FROM newest_fact ORDER BY 1;
