-- Whether there is anything to conclude that a first load has not concluded at once.
SELECT EXISTS (SELECT 1 FROM stale_pod) OR EXISTS (SELECT 1 FROM stale_headless) OR EXISTS (SELECT 1 FROM stale_owner)
    OR EXISTS (SELECT 1 FROM stale_event WHERE is_shared = 1)
