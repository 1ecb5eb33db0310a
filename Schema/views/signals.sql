-- signals: the signals of Linux; join on number.
CREATE VIEW signals AS SELECT number, name, default_action, meaning FROM signal;
