-- exit_codes: what exit codes mean by convention; join on code.
CREATE VIEW exit_codes AS SELECT code, name, kind, meaning FROM exit_code;
