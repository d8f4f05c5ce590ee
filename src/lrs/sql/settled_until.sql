-- Every statement up to this time is committed: the row changes in the transactions that store them.
SELECT last_stored FROM statement_clock WHERE one = 1
