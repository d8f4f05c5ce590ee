-- At start, over all organisations.
SELECT org_id, id FROM tombstones WHERE state <> 'done'
