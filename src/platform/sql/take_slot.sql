-- Nothing when the slot was taken before. $4 why: slot, missed or hand.
INSERT INTO task_status (org_id, schedule, slot, cause, job_id, made_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (org_id, schedule, slot) DO NOTHING
