#pragma once
#include "tutor/core/citation.hpp"

namespace tutor {

// A beat as docs/api.md names it, its citations read again from the database.
Task<Draft> beat_draft(Room& room, OrgId org, SharedIndex index, int number, engine::Beat beat);
// `beat`: the beat begins.
Draft beat_begins(int number, const engine::Beat& beat);

}  // namespace tutor
