-- Browsers in which people want to be told things: where their push service takes messages, and for which keys (base64url) these are encrypted.
CREATE TABLE push_subscriptions (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    p256dh TEXT NOT NULL,
    auth TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX push_subscriptions_endpoint ON push_subscriptions (org_id, endpoint);
CREATE INDEX push_subscriptions_of_user ON push_subscriptions (org_id, user_id, made_at);
