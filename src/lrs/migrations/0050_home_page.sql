-- What this store is called, since its statements are made with it (lrs.hpp, kept_home).
CREATE TABLE xapi_home (one INTEGER PRIMARY KEY CHECK (one = 1), home_page TEXT NOT NULL);
