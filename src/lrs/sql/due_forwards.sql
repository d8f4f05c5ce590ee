-- Targets with something to do until $3 that no other process ($2 is this one) has at $1.
SELECT f.org_id, f.id, f.retry_at FROM xapi_forwards f, statement_clock c
WHERE f.state = 'running' AND f.retry_at <= $3 AND (f.holder = $2 OR f.lease_until < $1)
  AND (f.cursor < c.last_stored
       OR EXISTS (SELECT 1 FROM xapi_notices n WHERE n.org_id = f.org_id AND n.forward_id = f.id)
       OR EXISTS (SELECT 1 FROM xapi_dead_letters d WHERE d.org_id = f.org_id AND d.forward_id = f.id AND d.again = 1))
