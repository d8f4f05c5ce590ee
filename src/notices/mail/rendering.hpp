#pragma once
#include <string>
#include <string_view>

#include "notices/letter.hpp"

// A letter in the two forms of a mail. Pure.
namespace notices {

std::string text_of(const Letter& letter, std::string_view name);
std::string html_of(const Letter& letter, std::string_view name);

}  // namespace notices
