#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tutor/engine/check.hpp"
#include "tutor/writing/claims.hpp"

namespace tutor {

// A passage as the model was shown it; its number is its place, from 1.
struct Shown {
    library::PassageId id;
    std::string text;
};

struct Grounded {
    std::string text;
    std::vector<engine::Cite> cites;  // at least one
};
// The claim's last sentence with the spans that carry it; nullopt when no quote is found in its passage, or when the sentence names a
// number that no cited passage holds. What stands before the last sentence has no citation of its own and is left out.
std::optional<Grounded> ground(const Claim& claim, std::span<const Shown> passages, std::string_view language);

}  // namespace tutor
