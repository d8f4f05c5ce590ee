-- One index each.
SELECT 'waiting', COUNT(*) FROM jobs WHERE state = 'waiting'
UNION ALL SELECT 'ready', COUNT(*) FROM jobs WHERE state = 'ready'
UNION ALL SELECT 'running', COUNT(*) FROM jobs WHERE state = 'running'
UNION ALL SELECT 'dead', COUNT(*) FROM jobs WHERE state = 'dead'
