-- What was sent to whom and what became of it: no text, no address. `id` is also that of the job that sends it. `once` is what there is at most
-- one notification for, such as a person's reminder of a day.
CREATE TABLE notifications (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    once TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    made_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX notifications_once ON notifications (org_id, once);
CREATE INDEX notifications_of_user ON notifications (org_id, user_id, id);
CREATE INDEX notifications_by_age ON notifications (made_at);
