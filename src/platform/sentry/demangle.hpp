#pragma once
#include <string>

namespace sentry {

// A symbol as one writes it in C++; as it came when it is none of C++.
std::string demangled(const char* symbol);

}  // namespace sentry
