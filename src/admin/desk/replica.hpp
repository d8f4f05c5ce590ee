#pragma once
#include "admin/desk/health.hpp"

namespace admin {

// nullopt when none is set. Asks for up to a second, in which a replica that is well comes to where the database was.
Task<std::optional<ReplicaSigns>> look_at_replica(Desk::State& state);

}  // namespace admin
