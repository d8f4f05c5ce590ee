SELECT id, seq FROM turns WHERE org = $1 AND id IN (SELECT json_array_elements_text($2::json))
