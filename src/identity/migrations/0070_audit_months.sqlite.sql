-- In SQLite the log is one table.
SELECT 1;
