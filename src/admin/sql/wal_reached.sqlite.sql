-- SQLite has no replicas.
SELECT 1, NULL WHERE $1 IS NOT NULL
