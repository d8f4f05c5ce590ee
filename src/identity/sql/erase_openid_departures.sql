-- A person who is at an issuer at the moment, to link it.
DELETE FROM openid_departures WHERE org_id = $1 AND link_user = $2
