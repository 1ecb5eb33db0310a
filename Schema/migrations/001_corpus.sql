-- The corpus: what sources say (fact tables, only ever added to) and what is concluded (derived tables,
-- rebuilt from the facts). Times are nanoseconds since 1970 in UTC, sizes bytes, text lives once in `string`.

CREATE TABLE string (
    id INTEGER PRIMARY KEY,
    hash INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;

-- One ingested file or member. `key` is the digest of the content and of what the caller said about it.
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    path TEXT NOT NULL,
    member TEXT,
    -- Where the source is, in one piece; views call it source.
    place TEXT NOT NULL GENERATED ALWAYS AS (CASE WHEN member IS NULL THEN path ELSE path || '!/' || member END) VIRTUAL,
    format TEXT,
    sha256 BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    cluster_id INTEGER NOT NULL REFERENCES string (id),
    captured_earliest_ns INTEGER,
    captured_latest_ns INTEGER,
    captured_basis INTEGER NOT NULL CHECK (captured_basis BETWEEN 0 AND 6),
    -- Whether the document itself gives the earliest instant.
    earliest_is_told INTEGER NOT NULL,
    ingested_at_ns INTEGER NOT NULL,
    facts INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    skipped INTEGER NOT NULL
) STRICT;

CREATE TABLE skip (
    source_id INTEGER NOT NULL REFERENCES source (id),
    line INTEGER,
    reason_id INTEGER NOT NULL REFERENCES string (id),
    excerpt TEXT
) STRICT;

-- Facts: sightings of pods, their containers, and ended runs.
CREATE TABLE pod_fact (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (id),
    line INTEGER NOT NULL,
    namespace_id INTEGER,
    name_id INTEGER,
    uid_id INTEGER,
    node_id INTEGER,
    phase_id INTEGER,
    status_id INTEGER,
    restarts INTEGER,
    reason_id INTEGER,
    message_id INTEGER,
    owner_kind_id INTEGER,
    owner_name_id INTEGER,
    owner_is_known INTEGER NOT NULL,
    qos_class_id INTEGER,
    restart_policy_id INTEGER,
    created_at_ns INTEGER,
    started_at_ns INTEGER,
    deletion_at_ns INTEGER,
    grace_seconds INTEGER,
    -- Whether the source names no namespace; `namespace_id` is then what is concluded.
    is_loose INTEGER NOT NULL
) STRICT;

CREATE TABLE container_fact (
    id INTEGER PRIMARY KEY,
    pod_fact_id INTEGER NOT NULL REFERENCES pod_fact (id),
    line INTEGER NOT NULL,
    name_id INTEGER,
    kind INTEGER NOT NULL,
    image_id INTEGER,
    image_digest_id INTEGER,
    runtime_id TEXT,
    restart_count INTEGER,
    ready INTEGER,
    state INTEGER NOT NULL,
    waiting_reason_id INTEGER,
    waiting_message_id INTEGER,
    running_since_ns INTEGER,
    memory_limit_bytes INTEGER,
    memory_request_bytes INTEGER
) STRICT;

CREATE TABLE termination_fact (
    id INTEGER PRIMARY KEY,
    container_fact_id INTEGER NOT NULL REFERENCES container_fact (id),
    line INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    exit_code INTEGER NOT NULL,
    signal INTEGER,
    reason_id INTEGER,
    message_id INTEGER,
    runtime_id TEXT,
    started_at_ns INTEGER,
    finished_at_ns INTEGER,
    -- Seconds before the capture, where that is printed in place of a time.
    finished_age_at_least INTEGER,
    finished_age_below INTEGER
) STRICT;

CREATE TABLE object_fact (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (id),
    line INTEGER NOT NULL,
    kind_id INTEGER,
    namespace_id INTEGER,
    name_id INTEGER,
    uid_id INTEGER,
    owner_kind_id INTEGER,
    owner_name_id INTEGER,
    created_at_ns INTEGER
) STRICT;

CREATE TABLE condition_fact (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (id),
    line INTEGER NOT NULL,
    object_kind_id INTEGER,
    namespace_id INTEGER,
    object_name_id INTEGER,
    type_id INTEGER,
    status_id INTEGER,
    reason_id INTEGER,
    message_id INTEGER,
    transition_at_ns INTEGER
) STRICT;

-- Events. A row seen once (`is_merged` = 0) is its own only sighting; when there are several, `event_sighting` holds
-- each of them and the row what they say together. Text forms show no uid, and ages in place of times.
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL,
    -- 1: the key is the uid; 2: `uid` is, because the key also names the cluster; 0: `uid_id`, or no source shows one.
    uid_is_key INTEGER NOT NULL,
    uid BLOB,
    uid_id INTEGER,
    is_merged INTEGER NOT NULL,
    namespace_id INTEGER,
    object_kind_id INTEGER,
    object_name_id INTEGER,
    object_uid_id INTEGER,
    container_id INTEGER,
    type_id INTEGER,
    reason_id INTEGER,
    message_id INTEGER,
    component_id INTEGER,
    host_id INTEGER,
    -- Whether the message is only its beginning, as tables print it.
    is_cut INTEGER NOT NULL,
    -- NULL where the source does not show it.
    count INTEGER,
    first_at_ns INTEGER,
    last_at_ns INTEGER,
    last_earliest_ns INTEGER,
    last_latest_ns INTEGER,
    first_age_at_least INTEGER,
    first_age_below INTEGER,
    last_age_at_least INTEGER,
    last_age_below INTEGER,
    block INTEGER NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source (id),
    line INTEGER NOT NULL
) STRICT;

CREATE TABLE event_sighting (
    id INTEGER PRIMARY KEY,
    event_id INTEGER,
    key BLOB NOT NULL,
    -- 1: the key is the uid; 2: `uid` is, because the key also names the cluster; 0: `uid_id`, or no source shows one.
    uid_is_key INTEGER NOT NULL,
    uid BLOB,
    uid_id INTEGER,
    namespace_id INTEGER,
    object_kind_id INTEGER,
    object_name_id INTEGER,
    object_uid_id INTEGER,
    container_id INTEGER,
    type_id INTEGER,
    reason_id INTEGER,
    message_id INTEGER,
    component_id INTEGER,
    host_id INTEGER,
    -- Whether the message is only its beginning, as tables print it.
    is_cut INTEGER NOT NULL,
    -- NULL where the source does not show it.
    count INTEGER,
    first_at_ns INTEGER,
    last_at_ns INTEGER,
    first_age_at_least INTEGER,
    first_age_below INTEGER,
    last_age_at_least INTEGER,
    last_age_below INTEGER,
    block INTEGER NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source (id),
    line INTEGER NOT NULL
) STRICT;

-- Parts of sources whose rows name no namespace, though their objects have one: a table of one namespace. `block` is 0 for pods.
-- The namespace is concluded when exactly one has all their objects.
CREATE TABLE loose_block (
    source_id INTEGER NOT NULL REFERENCES source (id),
    block INTEGER NOT NULL,
    namespace_id INTEGER,
    PRIMARY KEY (source_id, block)
) STRICT, WITHOUT ROWID;
CREATE TABLE loose_name (
    source_id INTEGER NOT NULL,
    block INTEGER NOT NULL,
    kind_id INTEGER NOT NULL,
    name_id INTEGER NOT NULL,
    PRIMARY KEY (source_id, block, name_id, kind_id)
) STRICT, WITHOUT ROWID;

-- Processes that the kernel killed for memory, as the logs of nodes tell it.
CREATE TABLE kernel_kill (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (id),
    line INTEGER NOT NULL,
    node_id INTEGER,
    at_ns INTEGER,
    year_is_guessed INTEGER NOT NULL,
    uptime_us INTEGER,
    scope INTEGER NOT NULL,
    -- Who tells: 0 the kernel, 1 a runtime, 2 a detector that repeats the kernel, 3 the kubelet.
    teller INTEGER NOT NULL,
    victim_id INTEGER,
    pid INTEGER,
    pod_uid_id INTEGER,
    container_runtime_id TEXT,
    limited_cgroup_id INTEGER,
    victim_cgroup_id INTEGER,
    limit_bytes INTEGER,
    usage_bytes INTEGER,
    anon_rss_bytes INTEGER,
    file_rss_bytes INTEGER,
    shmem_rss_bytes INTEGER,
    text TEXT
) STRICT;

CREATE TABLE log_line (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    source_id INTEGER NOT NULL REFERENCES source (id),
    line INTEGER NOT NULL,
    namespace_id INTEGER,
    pod_id INTEGER,
    container_id INTEGER,
    attempt INTEGER,
    stream INTEGER NOT NULL,
    at_ns INTEGER,
    level INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;

-- Subjects whose derived rows are out of date. Filled with the facts, emptied by the derive pass.
CREATE TABLE stale_pod (
    cluster_id INTEGER NOT NULL,
    namespace_id INTEGER NOT NULL,
    name_id INTEGER NOT NULL,
    PRIMARY KEY (cluster_id, namespace_id, name_id)
) STRICT, WITHOUT ROWID;
-- Pods whose name a source does not show: each sighting is a pod of its own.
CREATE TABLE stale_headless (pod_fact_id INTEGER PRIMARY KEY) STRICT;
-- Controllers whose own owner has become known: the workloads of their pods may be others.
CREATE TABLE stale_owner (name_id INTEGER PRIMARY KEY) STRICT;
CREATE TABLE stale_event (
    cluster_id INTEGER NOT NULL,
    namespace_id INTEGER NOT NULL,
    object_name_id INTEGER NOT NULL,
    -- Whether there is, or may be, something to compare the new events with.
    is_shared INTEGER NOT NULL,
    PRIMARY KEY (cluster_id, namespace_id, object_name_id)
) STRICT, WITHOUT ROWID;

-- Derived.
CREATE TABLE workload (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL,
    namespace_id INTEGER,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    is_guessed INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX workload_identity ON workload (cluster_id, COALESCE(namespace_id, 0), kind, name, is_guessed);

CREATE TABLE pod (
    id INTEGER PRIMARY KEY,
    cluster_id INTEGER NOT NULL,
    namespace_id INTEGER,
    name_id INTEGER,
    uid_id INTEGER,
    workload_id INTEGER REFERENCES workload (id),
    node_id INTEGER,
    phase_id INTEGER,
    status_id INTEGER,
    restarts INTEGER,
    reason_id INTEGER,
    message_id INTEGER,
    owner_kind_id INTEGER,
    owner_name_id INTEGER,
    qos_class_id INTEGER,
    restart_policy_id INTEGER,
    created_at_ns INTEGER,
    started_at_ns INTEGER,
    deletion_at_ns INTEGER,
    grace_seconds INTEGER,
    sightings INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    line INTEGER NOT NULL
) STRICT;

CREATE TABLE container (
    id INTEGER PRIMARY KEY,
    pod_id INTEGER NOT NULL REFERENCES pod (id),
    name_id INTEGER,
    kind INTEGER NOT NULL,
    image_id INTEGER,
    image_digest_id INTEGER,
    restart_count INTEGER,
    -- Ends of runs that the counter and the state prove; NULL when no source shows a counter.
    ended_runs INTEGER,
    ready INTEGER,
    state INTEGER NOT NULL,
    waiting_reason_id INTEGER,
    waiting_message_id INTEGER,
    running_since_ns INTEGER,
    memory_limit_bytes INTEGER,
    memory_request_bytes INTEGER,
    source_id INTEGER NOT NULL,
    line INTEGER NOT NULL
) STRICT;

CREATE TABLE termination (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL,
    container_id INTEGER NOT NULL REFERENCES container (id),
    exit_code INTEGER NOT NULL,
    signal INTEGER,
    reason_id INTEGER,
    message_id INTEGER,
    runtime_id TEXT,
    restart_count INTEGER,
    started_at_ns INTEGER,
    finished_at_ns INTEGER,
    -- The interval the end lies in, where only its age is known.
    finished_earliest_ns INTEGER,
    finished_latest_ns INTEGER,
    week INTEGER,
    memory_limit_bytes INTEGER,
    memory_request_bytes INTEGER,
    image_id INTEGER,
    sightings INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    line INTEGER NOT NULL
) STRICT;

-- Kills for memory that a kernel log or a node's event tells of. A kill that only a status tells of is not here: the
-- view takes it from the ended run.
CREATE TABLE oom_kill (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL,
    cluster_id INTEGER NOT NULL,
    at_ns INTEGER,
    at_earliest_ns INTEGER,
    at_latest_ns INTEGER,
    -- Such as 202647; NULL when nothing tells in which it was.
    week INTEGER,
    pod_id INTEGER REFERENCES pod (id),
    container_id INTEGER REFERENCES container (id),
    termination_id INTEGER REFERENCES termination (id),
    node_id INTEGER,
    scope TEXT NOT NULL,
    victim_id INTEGER,
    pid INTEGER,
    anon_rss_bytes INTEGER,
    limit_bytes INTEGER
) STRICT;
CREATE INDEX oom_kill_termination ON oom_kill (termination_id);
CREATE TABLE oom_kill_evidence (
    oom_kill_id INTEGER NOT NULL REFERENCES oom_kill (id),
    -- 0 kernel, 1 runtime, 2 detector, 3 kubelet.
    teller INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX oom_kill_evidence_kill ON oom_kill_evidence (oom_kill_id);

-- Verdicts and their evidence, and message signatures. No source holds these; they are concluded.
CREATE TABLE verdict (
    termination_id INTEGER PRIMARY KEY REFERENCES termination (id),
    verdict TEXT NOT NULL,
    family TEXT NOT NULL,
    confidence TEXT NOT NULL,
    expected INTEGER,
    explanation TEXT NOT NULL
) STRICT;
CREATE TABLE verdict_evidence (
    termination_id INTEGER NOT NULL REFERENCES termination (id),
    rule TEXT NOT NULL,
    weight TEXT NOT NULL,
    fact TEXT NOT NULL,
    source_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE TABLE signature (
    key BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    template TEXT NOT NULL,
    example TEXT NOT NULL,
    count INTEGER NOT NULL,
    first_at_ns INTEGER,
    last_at_ns INTEGER,
    pods INTEGER NOT NULL,
    workloads INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Knowledge, filled from the tables compiled into the program.
CREATE TABLE exit_code (
    code INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    meaning TEXT NOT NULL
) STRICT;
CREATE TABLE signal (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    default_action TEXT NOT NULL,
    meaning TEXT NOT NULL
) STRICT;
CREATE TABLE reason (
    name TEXT NOT NULL,
    scope TEXT NOT NULL,
    meaning TEXT NOT NULL,
    PRIMARY KEY (name, scope)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_reason (
    name TEXT NOT NULL,
    component TEXT NOT NULL,
    severity TEXT NOT NULL,
    meaning TEXT NOT NULL,
    PRIMARY KEY (name, component)
) STRICT, WITHOUT ROWID;
CREATE TABLE verdict_kind (
    verdict TEXT PRIMARY KEY,
    family TEXT NOT NULL,
    ended_by TEXT NOT NULL,
    expected TEXT NOT NULL,
    meaning TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the derived and knowledge tables were made with, to know when to rebuild them.
CREATE TABLE stamp (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
