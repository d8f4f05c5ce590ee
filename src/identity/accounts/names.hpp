#pragma once
#include <string>
#include <string_view>

// Avatar names and e-mail addresses: what is taken, and when two are the same.
namespace identity {

struct Name {
    std::string shown;  // NFC, blanks at the ends and doubled ones left out
    std::string key;    // NFKC with case folded (Unicode, 3.13, toNFKC_Casefold): what sign-in compares
    std::string look;   // the skeleton of the key (UTS 39, 4): what no two names may share, so that nobody passes for another
};

// 2 to 40 characters, letters, marks, digits, punctuation, symbols and blanks, at least one letter or digit, no `@`. Throws Error(invalid)
// at /name.
Name avatar_name(std::string_view typed);

struct Address {
    std::string shown;
    std::string key;
};
// Something@something of at most 254 bytes without blanks. Throws Error(invalid) at /email.
Address email_address(std::string_view typed);

// What `typed` is compared by, be it a name or an address; never throws.
std::string sign_in_key(std::string_view typed);

}  // namespace identity
