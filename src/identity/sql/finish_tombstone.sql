UPDATE tombstones SET state = 'done', done_at = $3 WHERE org_id = $1 AND id = $2 AND state <> 'done'
