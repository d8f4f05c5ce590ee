SELECT body, shown_at FROM checks WHERE org = $1 AND turn_id = $2 AND check_id = $3
