#pragma once
#include <functional>
#include <string>
#include <vector>

#include "platform/db/database.hpp"
#include "platform/http/router.hpp"

namespace cli {

// What works with less than it should have, such as "redis".
using Degraded = std::function<std::vector<std::string>()>;
// GET /v1/healthz and /v1/readyz (PLT-1). The database is asked at most once a second, however many probes come.
void mount_health(http::Router& router, db::Database& database, Degraded degraded);
// From now on /v1/readyz answers 503, so that a balancer sends nobody here any more.
void begin_drain();

}  // namespace cli
