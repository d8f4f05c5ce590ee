-- What statements have said about activities and verbs, merged; and the names agents were given.
CREATE TABLE activities (
    org_id TEXT NOT NULL,
    id_hash TEXT NOT NULL,
    id TEXT NOT NULL,
    definition TEXT NOT NULL,
    PRIMARY KEY (org_id, id_hash)
);
CREATE TABLE verbs (
    org_id TEXT NOT NULL,
    id_hash TEXT NOT NULL,
    id TEXT NOT NULL,
    display TEXT NOT NULL,
    PRIMARY KEY (org_id, id_hash)
);
CREATE TABLE agent_names (
    org_id TEXT NOT NULL,
    agent_hash TEXT NOT NULL,
    name_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (org_id, agent_hash, name_hash)
);
