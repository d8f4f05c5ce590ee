INSERT INTO model_costs_until (one, day) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET day = excluded.day
