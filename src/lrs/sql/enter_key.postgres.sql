COPY statement_keys (key, stored, source) FROM STDIN (FORMAT binary)
