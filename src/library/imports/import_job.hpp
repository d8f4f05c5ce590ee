#pragma once
#include "library/courses/state.hpp"
#include "library/helper/source.hpp"
#include "library/imports/store.hpp"

namespace library {

// The whole of one import, from files to a visible course or a failed row; never throws.
Task<void> run_import(std::shared_ptr<Library::State> state, OrgId org, UserId user, Import import, std::vector<Source> files);

Task<void> write_import(db::Database& database, OrgId org, Import import);
// Marks imports that show no sign of life since `before` as failed and removes what they wrote. Blocking.
void close_abandoned(db::Database& database, timing::Micros before);

}  // namespace library
