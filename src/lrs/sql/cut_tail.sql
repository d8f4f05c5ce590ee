DELETE FROM statement_tail WHERE stored <= $1
