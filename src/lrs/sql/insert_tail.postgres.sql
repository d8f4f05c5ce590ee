COPY statement_tail (stored, org_id, first_stored, statements, keys) FROM STDIN (FORMAT binary)
