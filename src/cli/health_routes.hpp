#pragma once
#include "platform/db/database.hpp"
#include "platform/http/router.hpp"

namespace cli {

// GET /v1/healthz and /v1/readyz (PLT-1). The database is asked at most once a second, however many probes come; `mails`: whether mail is configured.
void mount_health(http::Router& router, db::Database& database, bool mails);
// From now on /v1/readyz answers 503, so that a balancer sends nobody here any more.
void begin_drain();

}  // namespace cli
