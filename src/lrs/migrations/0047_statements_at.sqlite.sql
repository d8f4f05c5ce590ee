-- Statements that lie apart are read ahead on PostgreSQL (statements_at); SQLite has nothing to change for that.
SELECT 1;
