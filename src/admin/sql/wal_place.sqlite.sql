-- SQLite has no replicas.
SELECT ''
