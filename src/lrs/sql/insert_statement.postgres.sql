COPY statements (org_id, stored, id, authority, edition, voiding, body) FROM STDIN (FORMAT binary)
