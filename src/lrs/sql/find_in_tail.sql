SELECT 1 FROM statement_tail WHERE stored = $1
