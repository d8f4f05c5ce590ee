-- With label and id of the issuer, while it is named.
SELECT l.id, l.issuer, coalesce((SELECT min(i.label) FROM openid_issuers i WHERE i.org_id = l.org_id AND i.url = l.issuer), l.issuer),
    (SELECT min(i.id) FROM openid_issuers i WHERE i.org_id = l.org_id AND i.url = l.issuer), l.linked_at
FROM openid_links l WHERE l.org_id = $1 AND l.user_id = $2 ORDER BY l.linked_at, l.id
