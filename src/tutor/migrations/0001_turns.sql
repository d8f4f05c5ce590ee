CREATE TABLE turns (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    course_id TEXT NOT NULL,
    conversation_id TEXT,
    subject TEXT NOT NULL,
    holder TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    stalls BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    deltas BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (org, id)
);
CREATE INDEX turns_of_user ON turns (org, user_id, kind, id);
CREATE INDEX turns_of_conversation ON turns (org, conversation_id, id);
CREATE INDEX turns_running ON turns (holder) WHERE state = 'running';
CREATE INDEX turns_with_deltas ON turns (ended_at) WHERE deltas > 0;
CREATE TABLE lesson_events (
    org TEXT NOT NULL,
    turn_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (org, turn_id, seq)
);
CREATE TABLE plans (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    course_id TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (org, id)
);
CREATE TABLE checks (
    org TEXT NOT NULL,
    turn_id TEXT NOT NULL,
    check_id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (org, turn_id, check_id)
);
CREATE TABLE answers (
    org TEXT NOT NULL,
    turn_id TEXT NOT NULL,
    check_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    verdict TEXT NOT NULL,
    answer TEXT NOT NULL,
    tries BIGINT NOT NULL,
    hints BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (org, turn_id, check_id)
);
CREATE TABLE conversations (
    org TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    course_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (org, id)
);
CREATE INDEX conversations_of_user ON conversations (org, user_id, course_id, id);
