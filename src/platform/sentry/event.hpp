#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

#include "platform/clock/clock.hpp"
#include "platform/log/log.hpp"
#include "platform/sentry/throw_site.hpp"

namespace sentry {

struct Failure {
    std::string type;  // of the exception
    Stack stack;
};

// One event as an envelope (develop.sentry.dev/sdk/data-model/envelopes): what a line of the log says, without who it was about.
struct Occasion {
    std::string release, environment;
    timing::Micros at = 0;
    std::int64_t left_out = 0;  // of the same, since the last one
};
std::string envelope(const Occasion& occasion, std::string_view event, const logging::Context& context, std::initializer_list<logging::Field> more, const Failure& failure);

}  // namespace sentry
