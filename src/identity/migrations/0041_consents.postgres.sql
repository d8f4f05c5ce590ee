-- identity/consents.hpp. Every decision of a person about a text, never changed; they go only with the person.
CREATE TABLE consents (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    given INTEGER NOT NULL,
    at BIGINT NOT NULL,
    source TEXT NOT NULL, -- browser, api
    PRIMARY KEY (org_id, id)
);
CREATE INDEX consents_of_user ON consents (org_id, user_id, kind, id);
CREATE INDEX users_by_became ON users (org_id, became) WHERE became IS NOT NULL;
CREATE FUNCTION refuse_consent_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'consents is only added to';
END $$;
CREATE TRIGGER consents_stay BEFORE UPDATE ON consents FOR EACH ROW EXECUTE FUNCTION refuse_consent_change();
