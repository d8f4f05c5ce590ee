-- Imported courses. `structure` is JSON (package/structure.hpp); a course that is not `ready` is being imported.
CREATE TABLE cmi5_courses (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    structure TEXT NOT NULL,
    ready INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id)
);
-- A learner's enrolment in a course. `content_key` is part of the address under which the learner's browser gets the files.
CREATE TABLE cmi5_registrations (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    course_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    content_key TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX cmi5_registrations_by_learner ON cmi5_registrations (org_id, course_id, user_id);
CREATE UNIQUE INDEX cmi5_registrations_by_key ON cmi5_registrations (content_key);
-- Launches of units. Of the fetch token and of the AU's password only hashes are here.
CREATE TABLE cmi5_sessions (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    registration_id TEXT NOT NULL,
    unit TEXT NOT NULL,
    publisher_id TEXT NOT NULL,
    mode TEXT NOT NULL,
    mastery_score DOUBLE PRECISION,
    fetch_hash TEXT NOT NULL,
    secret_hash TEXT NOT NULL DEFAULT '',
    fetched_at BIGINT,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX cmi5_sessions_by_fetch ON cmi5_sessions (fetch_hash);
CREATE UNIQUE INDEX cmi5_sessions_by_id ON cmi5_sessions (id);
CREATE INDEX cmi5_sessions_by_registration ON cmi5_sessions (org_id, registration_id);
-- The "cmi5 defined" statements of registrations, by which sessions and moveOn are judged. `unit` is "course" for the whole. Those of an AU
-- are `stored` once the record store has them; `id` is empty for those that this program makes.
CREATE TABLE cmi5_statements (
    org_id TEXT NOT NULL,
    registration_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    unit TEXT NOT NULL,
    verb TEXT NOT NULL,
    id TEXT NOT NULL,
    timestamp BIGINT NOT NULL,
    at BIGINT NOT NULL,
    stored INTEGER NOT NULL,
    PRIMARY KEY (org_id, registration_id, session_id, unit, verb)
);
