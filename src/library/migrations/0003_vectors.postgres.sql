-- Embeddings of passages as float32, some hundred passages a row; only used while `embedder` is the one configured.
CREATE TABLE vectors (
    org_id    TEXT NOT NULL,
    course_id TEXT NOT NULL,
    first     INTEGER NOT NULL, -- ordinal of the first passage of the row
    embedder  TEXT NOT NULL,
    width     INTEGER NOT NULL,
    bytes     BYTEA NOT NULL,
    PRIMARY KEY (org_id, course_id, first)
);
