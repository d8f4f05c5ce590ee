SELECT MIN(at) FROM model_runs
