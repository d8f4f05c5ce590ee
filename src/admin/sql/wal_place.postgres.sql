-- Up to where has been written.
SELECT CAST(pg_current_wal_lsn() AS TEXT)
