#pragma once
#include <exception>
#include <string>
#include <vector>

namespace sentry {

struct Frame {
    std::string function;  // "" when it has no name
    std::string instruction_addr;
};
using Stack = std::vector<Frame>;  // the outermost caller first, as Sentry wants it

// From now on remembers where the last few exceptions of the process were thrown; costs some microseconds a throw. Not in builds with a sanitizer, which
// watch throws themselves.
void remember_throws();
// Where this exception was thrown; empty when that is no longer known.
Stack stack_of(const std::exception_ptr& exception);
Stack stack_here();

}  // namespace sentry
