INSERT INTO openid_departures (org_id, state_hash, browser_hash, issuer_id, redirect_uri, return_to, link_user, expires_at, confirms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
