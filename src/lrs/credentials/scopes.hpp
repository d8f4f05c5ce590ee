#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lrs {

// What credentials may do: the scopes of part 3, 4.2, as bits.
enum Scope : unsigned {
    scope_all = 1,
    scope_all_read = 2,
    scope_statements_write = 4,
    scope_statements_read = 8,
    scope_statements_read_mine = 16,
    scope_state = 32,
    scope_define = 64,
    scope_profile = 128,
};
// Reads {"statements/write", "state"}; Error(invalid) for an unknown scope or none.
unsigned scopes_named(const std::vector<std::string>& names);
unsigned scope_named(std::string_view name);  // 0 when there is none of this name
std::vector<std::string> names_of(unsigned scopes);

// Scopes as one text with blanks between them, and back.
std::string join_scopes(const std::vector<std::string>& names);
std::vector<std::string> split_scopes(std::string_view text);

}  // namespace lrs
