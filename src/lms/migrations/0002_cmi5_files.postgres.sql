-- The files of imported packages, by the path within.
CREATE TABLE cmi5_files (
    org_id TEXT NOT NULL,
    course_id TEXT NOT NULL,
    path TEXT NOT NULL,
    etag TEXT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (org_id, course_id, path)
);
