-- identity/openid.hpp. Where people of an organisation may sign in beside here; the client secret is in the vault.
CREATE TABLE openid_issuers (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    label TEXT NOT NULL,
    url TEXT NOT NULL,
    client_id TEXT NOT NULL,
    has_secret INTEGER NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id)
);
-- Who somebody is there. `issuer` is its URL, as tokens name it, so that one that is configured anew knows its people again.
CREATE TABLE openid_links (
    org_id TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    linked_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, issuer, subject),
    FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
CREATE UNIQUE INDEX openid_links_by_id ON openid_links (org_id, id);
CREATE INDEX openid_links_of_user ON openid_links (org_id, user_id);
-- People who are at an issuer at the moment: by the hash of `state`, with that of what their browser keeps. `link_user` is who asked to be linked.
CREATE TABLE openid_departures (
    org_id TEXT NOT NULL,
    state_hash TEXT NOT NULL,
    browser_hash TEXT NOT NULL,
    issuer_id TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    return_to TEXT NOT NULL,
    link_user TEXT,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, state_hash)
);
CREATE INDEX openid_departures_by_end ON openid_departures (expires_at);
