-- A job's life: waiting (until run_at), ready, running, then done, or dead and perhaps discarded. Each index serves one state only,
-- so that a finished job costs no more than its row.
CREATE TABLE jobs (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    priority INTEGER NOT NULL,
    run_at INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    runs INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    losses INTEGER NOT NULL DEFAULT 0,
    worker TEXT,
    started_at INTEGER,
    ended_at INTEGER,
    reason TEXT,
    trace_id TEXT NOT NULL,
    PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX jobs_by_key ON jobs (org_id, kind, key) WHERE key <> '';
CREATE INDEX jobs_ready ON jobs (kind, priority, id) WHERE state = 'ready';
CREATE INDEX jobs_waiting ON jobs (run_at) WHERE state = 'waiting';
CREATE INDEX jobs_running ON jobs (worker) WHERE state = 'running';
CREATE INDEX jobs_dead ON jobs (org_id, id) WHERE state = 'dead';
CREATE INDEX jobs_over ON jobs (ended_at) WHERE state IN ('done', 'discarded');
-- A process that holds jobs counts up; one whose count stands still for as long as a lease has died.
CREATE TABLE job_workers (id TEXT PRIMARY KEY, beats INTEGER NOT NULL, at INTEGER NOT NULL);
CREATE TABLE schedules (
    org_id TEXT NOT NULL,
    name TEXT NOT NULL,
    cron TEXT NOT NULL,
    zone TEXT NOT NULL,
    last_slot INTEGER NOT NULL,
    PRIMARY KEY (org_id, name)
);
CREATE TABLE schedule_leader (one INTEGER PRIMARY KEY, holder TEXT NOT NULL, until INTEGER NOT NULL);
-- One row for each time a schedule was due: what makes a slot run once.
CREATE TABLE task_status (
    org_id TEXT NOT NULL,
    schedule TEXT NOT NULL,
    slot INTEGER NOT NULL,
    cause TEXT NOT NULL,
    job_id TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    state TEXT,
    started_at INTEGER,
    ended_at INTEGER,
    reason TEXT,
    PRIMARY KEY (org_id, schedule, slot)
);
