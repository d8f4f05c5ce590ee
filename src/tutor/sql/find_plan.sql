SELECT body FROM plans WHERE org = $1 AND id = $2
