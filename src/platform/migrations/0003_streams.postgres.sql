-- Entries of the embedded log, deleted when they are acknowledged.
CREATE TABLE stream_entries (number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, stream TEXT NOT NULL, payload TEXT NOT NULL);
CREATE INDEX stream_entries_by_stream ON stream_entries (stream, number);
-- Which process reads a stream.
CREATE TABLE stream_leases (stream TEXT PRIMARY KEY, holder TEXT NOT NULL, until BIGINT NOT NULL);
