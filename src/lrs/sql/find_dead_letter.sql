SELECT sender, may_define, version, statement, issuer, acted_for FROM dead_letters WHERE org_id = $1 AND id = $2
