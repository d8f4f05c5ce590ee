#pragma once
#include <string_view>
#include <vector>

#include "models/models.hpp"

namespace models {

// A sequence of words with at most `gap` others between two of them.
struct PhraseRule {
    std::string_view category;
    int gap = 0;
    std::string_view phrases;  // separated by |
};

// Somebody asks how to do, or says that they will do, one of `acts` to one of `objects`.
struct ActRule {
    std::string_view category;
    std::string_view acts;     // separated by |
    std::string_view objects;  // separated by |
};

struct RuleData {
    std::vector<PhraseRule> phrases;
    std::vector<ActRule> acts;
    std::string_view frames;     // what turns a mention into a request: "how to", "teach me", …
    std::string_view softeners;  // words between act and object that make it harmless: "model", "diagram"
    std::string_view harmless;   // pairs in which an object is something else: "bomb calorimeter"
    std::string_view study;      // words that show that suicide is a subject, not a plan
    std::vector<std::string_view> raw;  // crisis phrases of scripts without spaces, looked for as they stand
};
extern const RuleData rule_data;

inline constexpr std::string_view self_harm = "self_harm";

// The category of the first rule that the text breaks, "" when none. Needs no network; high recall on crisis only.
std::string_view broken_rule(std::string_view text);

}  // namespace models
