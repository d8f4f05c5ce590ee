#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "models/models.hpp"
#include "platform/db/database.hpp"
#include "platform/pool/pool.hpp"

namespace models {

std::string_view to_string(Alias alias);
std::string_view to_string(Reason reason);

// One row of `model_runs`: what was asked of whom, and how it ended.
struct Run {
    std::string id;
    timing::Micros at = 0;
    Alias alias{};
    std::string provider, model;
    OrgId org;
    UserId user;
    std::string trace_id;
    std::optional<Reason> failure;  // none: ok
    std::string error;
    int attempts = 0;
    Usage usage;
    double cost_usd = 0;
    std::chrono::milliseconds latency{0};
    std::optional<std::chrono::milliseconds> first_token;
};

// Keeps runs. `database` outlives it.
class Runs {
public:
    explicit Runs(db::Database& database);
    Task<void> save(Run run);
    // For a call that is being torn down and cannot wait: saved by a thread of its own, before this object is gone.
    void save_later(Run run);

private:
    db::Database& database_;
    pool::Pool writer_;
};

}  // namespace models
