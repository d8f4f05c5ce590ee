-- Of all organisations.
DELETE FROM openid_departures WHERE expires_at < $1
