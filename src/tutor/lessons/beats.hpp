#pragma once
#include "tutor/core/citation.hpp"

namespace tutor {

// A beat as docs/api.md names it, its citations read again from the database. `source` tells who wrote the words of a `say`.
Task<Draft> beat_draft(Room& room, OrgId org, SharedIndex index, int number, engine::Beat beat, std::string_view source = "course");
// `beat`: the beat begins.
Draft beat_begins(int number, const engine::Beat& beat);

}  // namespace tutor
