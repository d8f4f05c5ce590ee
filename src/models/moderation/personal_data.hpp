#pragma once
#include <string>
#include <string_view>

namespace models {

// The text with e-mail addresses, telephone numbers and payment cards replaced by [email], [phone], [card]. Numbers as physics
// writes them stay: a telephone number is one only in a form that telephones have, a card only with a valid check digit.
std::string redact(std::string_view text);

}  // namespace models
