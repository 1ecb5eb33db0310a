-- reasons: reasons in the status of containers, pods, conditions and jobs; join on name.
--   scope          where the reason stands
CREATE VIEW reasons AS SELECT name, scope, meaning FROM reason;
