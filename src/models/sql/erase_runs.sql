-- What was spent stays; for whom, and what a provider said about it, goes.
UPDATE model_runs SET user_id = '', trace_id = '', error = NULL WHERE org_id = $1 AND user_id = $2
