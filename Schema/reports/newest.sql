-- newest: the time of the newest fact about deaths, from which reports count back when no other instant is named.
-- Events whose times are worked out from printed ages are not asked: those hang on when a file was saved.
--   at             the latest finish time, event or kill, else the latest log line or capture; NULL when there is none
SELECT at FROM newest_fact ORDER BY 1;
