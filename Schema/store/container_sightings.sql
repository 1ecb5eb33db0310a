SELECT id, line, name_id, kind, image_id, image_digest_id, runtime_id, restart_count, ready, state,
       waiting_reason_id, waiting_message_id, running_since_ns, memory_limit_bytes, memory_request_bytes
FROM container_fact WHERE pod_fact_id = :pod ORDER BY id
