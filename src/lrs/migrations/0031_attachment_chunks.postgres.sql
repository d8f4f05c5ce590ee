-- A large attachment's content stands in pieces under `content_id`; that of a small one in its row, whose `content_id` is ''.
ALTER TABLE attachments ADD COLUMN content_id TEXT NOT NULL DEFAULT '';
ALTER TABLE attachments ADD COLUMN size BIGINT NOT NULL DEFAULT 0;
CREATE TABLE attachment_chunks (
    org_id TEXT NOT NULL,
    content_id TEXT NOT NULL,
    piece BIGINT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (org_id, content_id, piece)
);
-- Contents that are still coming. What a crash leaves here is found and deleted later.
CREATE TABLE attachment_uploads (
    org_id TEXT NOT NULL,
    content_id TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, content_id)
);
-- Films and archives do not become smaller by trying.
ALTER TABLE attachment_chunks ALTER COLUMN content SET STORAGE EXTERNAL;
