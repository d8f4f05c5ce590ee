-- Once: who comes with the same `state` again finds nothing. $3 what their browser keeps, $4 the issuer of the address they came back to.
DELETE FROM openid_departures WHERE org_id = $1 AND state_hash = $2 AND browser_hash = $3 AND issuer_id = $4 AND expires_at > $5
RETURNING redirect_uri, return_to, link_user, called, confirms, expires_at
