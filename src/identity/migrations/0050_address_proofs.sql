-- When its owner showed that mail to this address reaches them; NULL until then, and again when the address changes.
ALTER TABLE accounts ADD COLUMN email_verified_at BIGINT;
-- What a mail lets somebody do once: `token_hash` is the SHA-256 of what the mail holds. `email_key` is the address that it went to.
CREATE TABLE account_tickets (
    org_id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    user_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    email_key TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, token_hash)
);
CREATE INDEX account_tickets_of_user ON account_tickets (org_id, user_id);
CREATE INDEX account_tickets_by_end ON account_tickets (expires_at);
