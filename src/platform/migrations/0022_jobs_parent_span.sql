-- Of the step that a job follows from: its id and flags, as a traceparent ends (W3C trace context). '' for none.
ALTER TABLE jobs ADD COLUMN parent_span TEXT NOT NULL DEFAULT '';
