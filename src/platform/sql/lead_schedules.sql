-- $1 who, $2 now, $3 the end of the lease, $4 later than any lease can end: one beyond it was written by a wrong clock.
INSERT INTO schedule_leader (one, holder, until) VALUES (1, $1, $3)
ON CONFLICT (one) DO UPDATE SET holder = $1, until = $3
WHERE schedule_leader.holder = $1 OR schedule_leader.until < $2 OR schedule_leader.until > $4
RETURNING holder
