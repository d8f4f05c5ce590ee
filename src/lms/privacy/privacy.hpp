#pragma once
#include <string>

#include "platform/db/database.hpp"

namespace lms {

// Registrations, sessions and progress of a learner go; units that are open lose their credentials.
void forget_learner(db::Transaction& tx, const OrgId& org, const std::string& user);

}  // namespace lms
