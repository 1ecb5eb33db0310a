-- event_reasons: reasons of events; join on name.
--   component      who writes it
--   severity       error, warning, info, or context when the message decides
CREATE VIEW event_reasons AS SELECT name, component, severity, meaning FROM event_reason;
