#pragma once
#include <string_view>

#include "tutor/engine/question.hpp"

namespace tutor::engine {

// 0 to 1: does the sentence hold the sort of thing that is asked for (a number, a year, a name, a reason)?
double has_kind(Asks asks, std::string_view text, const SentenceEntry& sentence);

}  // namespace tutor::engine
