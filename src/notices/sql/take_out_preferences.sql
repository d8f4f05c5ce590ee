SELECT kind || '/' || channel, wanted FROM notice_preferences WHERE org_id = $1 AND user_id = $2 AND kind || '/' || channel > $3 ORDER BY 1 LIMIT $4
