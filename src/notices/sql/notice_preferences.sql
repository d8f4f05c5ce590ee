SELECT kind, channel, wanted FROM notice_preferences WHERE org_id = $1 AND user_id = $2
