SELECT verdict, answer, tries, hints FROM answers WHERE org = $1 AND turn_id = $2 AND check_id = $3
