-- The same password at another cost; not when it was changed meanwhile.
UPDATE accounts SET password = $4 WHERE org_id = $1 AND user_id = $2 AND password = $3
