CREATE INDEX plans_of_user ON plans (org, user_id);
