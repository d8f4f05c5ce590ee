-- The number of the next entry and the hash before it. The row is held until the transaction ends, so that one follows the other.
INSERT INTO audit_heads (org_id, number, hash) VALUES ($1, 1, '')
ON CONFLICT (org_id) DO UPDATE SET number = audit_heads.number + 1
RETURNING number, hash
