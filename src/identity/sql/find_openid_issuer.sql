SELECT org_id, id, label, url, client_id, has_secret, made_at, kind, team_id, key_id FROM openid_issuers WHERE org_id = $1 AND id = $2
