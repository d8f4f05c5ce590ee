DELETE FROM attachment_uses WHERE org_id = $1 AND sha2 = $2 AND stored = $3
