SELECT EXISTS (SELECT 1 FROM stale_pod) OR EXISTS (SELECT 1 FROM stale_headless) OR EXISTS (SELECT 1 FROM stale_owner)
    OR EXISTS (SELECT 1 FROM stale_event)
