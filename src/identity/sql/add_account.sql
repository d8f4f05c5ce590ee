INSERT INTO accounts (org_id, user_id, name, name_key, name_look, email, email_key, password, password_at, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
