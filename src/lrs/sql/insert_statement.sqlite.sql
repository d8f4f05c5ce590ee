INSERT INTO statements (org_id, stored, id, authority, edition, voiding, body) VALUES ($1, $2, $3, $4, $5, $6, $7)
