SELECT day FROM model_costs_until WHERE one = 1
