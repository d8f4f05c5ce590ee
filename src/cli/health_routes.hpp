#pragma once
#include <functional>
#include <string>
#include <vector>

#include "platform/db/database.hpp"
#include "platform/http/router.hpp"

namespace cli {

// What is told of beside the database.
struct Surroundings {
    bool serves = true;                                // people are meant to come here
    bool mails = false;                                // mail is configured
    std::function<std::vector<std::string>()> missed;  // what should be there and is away, such as "redis"
};
// GET /v1/healthz and /v1/readyz (PLT-1). The database is asked at most once a second, however many probes come.
void mount_health(http::Router& router, db::Database& database, Surroundings around);
// From now on /v1/readyz answers 503, so that a balancer sends nobody here any more.
void begin_drain();

}  // namespace cli
