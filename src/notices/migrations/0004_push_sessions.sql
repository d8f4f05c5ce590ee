-- In which session a browser was subscribed, and with which it ends; '' for those from before this was kept, which end with all of their person's.
ALTER TABLE push_subscriptions ADD COLUMN session_id TEXT NOT NULL DEFAULT '';
