SELECT s.org_id, s.id, s.registration_id, r.course_id, s.unit, s.publisher_id, r.user_id, s.mode, s.mastery_score, s.made_at, s.expires_at, s.last_at, s.secret_hash
FROM cmi5_sessions s JOIN cmi5_registrations r ON r.org_id = s.org_id AND r.id = s.registration_id
WHERE s.id = $1
