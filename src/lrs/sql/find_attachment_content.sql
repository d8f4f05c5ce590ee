SELECT content FROM attachments WHERE org_id = $1 AND sha2 = $2
