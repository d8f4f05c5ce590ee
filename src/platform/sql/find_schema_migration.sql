SELECT name FROM schema_migrations WHERE name = $1
