INSERT INTO xapi_home (one, home_page) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET home_page = excluded.home_page
