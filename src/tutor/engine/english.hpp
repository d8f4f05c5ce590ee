#pragma once
#include <string>
#include <string_view>

// What is known about English beyond its stemmer.
namespace tutor::engine::english {

bool is_stop_word(std::string_view lower_case);
// fell → fall, feet → foot: forms that no stemmer brings together. Other words come back as they are.
std::string base_form(std::string_view lower_case);
// Dr., e.g., Fig.: a full stop after which the sentence goes on.
bool is_abbreviation(std::string_view word);

}  // namespace tutor::engine::english
