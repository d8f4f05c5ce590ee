-- The inverted index of a course in 256 parts by the hash of the stem, and the lengths of its passages; see search/index.hpp.
CREATE TABLE search_parts (
    org_id    TEXT NOT NULL,
    part      INTEGER NOT NULL,
    course_id TEXT NOT NULL,
    bytes     BLOB NOT NULL,
    PRIMARY KEY (org_id, part, course_id)
);
CREATE TABLE search_lengths (
    org_id    TEXT NOT NULL,
    course_id TEXT NOT NULL,
    bytes     BLOB NOT NULL,
    PRIMARY KEY (org_id, course_id)
);
