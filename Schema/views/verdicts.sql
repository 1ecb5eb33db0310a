-- verdicts: what a verdict can be; join on verdict.
--   ended_by       who decides such an end
--   expected       yes, no, or context
CREATE VIEW verdicts AS SELECT verdict, family, ended_by, expected, meaning FROM verdict_kind;
