SELECT line, slot, exit_code, signal, reason_id, message_id, runtime_id, started_at_ns, finished_at_ns
FROM termination_fact WHERE container_fact_id = :container ORDER BY id
