-- all_log_lines: every stored log line, with the columns of log_lines.
CREATE VIEW all_log_lines AS
SELECT * FROM log_lines;
