-- Whether the lesson is told; its open checks, right ones, and those that a program can grade. A check without an answer is open.
SELECT (SELECT count(*) FROM turns WHERE turns.org = $1 AND turns.id = $2 AND turns.state = 'done'),
       count(CASE WHEN answers.verdict IS NULL OR answers.verdict = 'not_yet' THEN 1 END),
       count(CASE WHEN answers.verdict = 'correct' THEN 1 END),
       count(CASE WHEN answers.verdict IS NULL OR answers.verdict <> 'self_grade' THEN 1 END)
FROM checks LEFT JOIN answers ON answers.org = checks.org AND answers.turn_id = checks.turn_id AND answers.check_id = checks.check_id
WHERE checks.org = $1 AND checks.turn_id = $2
