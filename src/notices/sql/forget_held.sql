-- Of mails that never came to leave.
DELETE FROM held_notices WHERE due_at < $1
