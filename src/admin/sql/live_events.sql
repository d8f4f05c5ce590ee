-- What happened after $2 and up to $3, the newest hundred of each sort: ids and kinds only. Leans on turns_by_end, jobs_over and jobs_dead_by_end: what ended just now
-- may have begun long ago.
SELECT at, kind, id, what FROM (
    SELECT created_at AS at, 'turn.begun' AS kind, id, kind AS what FROM (SELECT created_at, id, kind FROM turns WHERE org = $1 ORDER BY id DESC LIMIT 100) AS newest
    UNION ALL
    SELECT ended_at, 'turn.' || state, id, kind FROM (SELECT ended_at, state, id, kind FROM turns WHERE org = $1 AND ended_at BETWEEN $2 AND $3 ORDER BY ended_at DESC LIMIT 100) AS newest
    UNION ALL
    SELECT stored, 'statement', id, '' FROM (SELECT stored, id FROM statements WHERE org_id = $1 AND stored BETWEEN $2 AND $3 ORDER BY stored DESC LIMIT 100) AS newest
    UNION ALL
    SELECT ended_at, 'job.' || state, id, kind
    FROM (SELECT ended_at, state, id, kind FROM jobs WHERE org_id = $1 AND state IN ('done', 'discarded') AND ended_at BETWEEN $2 AND $3 ORDER BY ended_at DESC LIMIT 100) AS newest
    UNION ALL
    SELECT ended_at, 'job.dead', id, kind FROM (SELECT ended_at, id, kind FROM jobs WHERE org_id = $1 AND state = 'dead' AND ended_at BETWEEN $2 AND $3 ORDER BY ended_at DESC LIMIT 100) AS newest
    UNION ALL
    SELECT at, 'act', CAST(number AS TEXT), action FROM (SELECT at, number, action FROM audit_logs WHERE org_id = $1 ORDER BY number DESC LIMIT 100) AS newest
) AS events WHERE at BETWEEN $2 AND $3 ORDER BY at DESC, kind DESC, id DESC LIMIT 200
