#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace models {

// The words of a text as rules compare them: lower case, without marks and disguises ("B0mb", "b o m b", "ｂｏｍｂ", a Cyrillic о).
std::vector<std::string> words_of(std::string_view text);

}  // namespace models
