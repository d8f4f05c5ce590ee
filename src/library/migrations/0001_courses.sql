CREATE TABLE courses (
    org_id      TEXT NOT NULL,
    id          TEXT NOT NULL,
    title       TEXT NOT NULL,
    description TEXT NOT NULL,
    language    TEXT NOT NULL,
    format      TEXT NOT NULL,
    passages    INTEGER NOT NULL,
    pages       INTEGER,
    sample      INTEGER NOT NULL,
    state       TEXT NOT NULL, -- importing, ready
    user_id     TEXT,
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (org_id, id)
);
CREATE TABLE nodes (
    org_id           TEXT NOT NULL,
    course_id        TEXT NOT NULL,
    ordinal          INTEGER NOT NULL,
    id               TEXT NOT NULL,
    parent_id        TEXT,
    level            INTEGER NOT NULL,
    title            TEXT NOT NULL,
    anchor           TEXT NOT NULL,
    passages         INTEGER NOT NULL,
    minutes          DOUBLE PRECISION NOT NULL,
    first_passage_id TEXT,
    PRIMARY KEY (org_id, course_id, ordinal)
);
CREATE UNIQUE INDEX nodes_by_id ON nodes (org_id, id);
CREATE TABLE passages (
    org_id    TEXT NOT NULL,
    course_id TEXT NOT NULL,
    ordinal   INTEGER NOT NULL,
    id        TEXT NOT NULL,
    node_id   TEXT NOT NULL,
    kind      TEXT NOT NULL,
    text      TEXT NOT NULL,
    page      INTEGER,
    anchor    TEXT NOT NULL,
    PRIMARY KEY (org_id, course_id, ordinal)
);
CREATE UNIQUE INDEX passages_by_id ON passages (org_id, id);
CREATE TABLE synonyms (
    org_id    TEXT NOT NULL,
    course_id TEXT NOT NULL,
    ordinal   INTEGER NOT NULL,
    term      TEXT NOT NULL,
    other     TEXT NOT NULL,
    PRIMARY KEY (org_id, course_id, ordinal)
);
CREATE TABLE imports (
    org_id     TEXT NOT NULL,
    id         TEXT NOT NULL,
    user_id    TEXT NOT NULL,
    course_id  TEXT NOT NULL,
    title      TEXT NOT NULL,
    state      TEXT NOT NULL, -- queued, reading, indexing, done, failed
    done       INTEGER NOT NULL,
    total      INTEGER NOT NULL,
    message    TEXT NOT NULL,
    error      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    beat_at    BIGINT NOT NULL, -- the last sign of life of the process that imports
    PRIMARY KEY (org_id, id)
);
CREATE INDEX imports_by_user ON imports (org_id, user_id, created_at);
