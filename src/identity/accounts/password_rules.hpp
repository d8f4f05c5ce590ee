#pragma once
#include <string>
#include <string_view>
#include <vector>

// What a password must be (NIST SP 800-63B-4, 3.1.1.2): long enough, and not one that is guessed first. No rules about kinds of characters.
namespace identity {

// In the form that is hashed: NFKC, so that one password typed on two keyboards is one.
std::string normalised_password(std::string_view typed);
// Throws Error(invalid) at `pointer` for fewer than `least` characters, more than 256, one of the commonest, one letter again and again, a
// run such as 12345678, or one of `known`: what anybody knows of the person.
void check_password(const std::string& normalised, int least, const std::vector<std::string>& known, std::string_view pointer);
// The commonest that are long enough to be tried; compared without case.
bool is_common_password(std::string_view folded);

}  // namespace identity
