SELECT content FROM takeout_pieces WHERE org_id = $1 AND takeout_id = $2 AND piece = $3
