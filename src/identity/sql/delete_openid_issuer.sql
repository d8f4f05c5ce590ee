DELETE FROM openid_issuers WHERE org_id = $1 AND id = $2
