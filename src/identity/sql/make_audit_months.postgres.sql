-- For the month of $1 and $2 after it.
SELECT make_audit_months($1, $2)
