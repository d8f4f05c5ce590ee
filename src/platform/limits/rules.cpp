#include <charconv>

#include "platform/error.hpp"
#include "platform/limits/limits.hpp"

namespace limits {

using std::chrono::hours;

Rules default_rules() {
    return {
        {"plan", {.scope = Scope::ip, .capacity = 5, .refill = hours(1), .anonymous_only = true}},
        {"hello", {.scope = Scope::ip, .capacity = 5, .refill = hours(1), .anonymous_only = true}},
        {"ask", {.scope = Scope::user, .capacity = 60, .refill = hours(1)}},
        {"upload", {.scope = Scope::user, .capacity = 20, .refill = hours(1)}},
        {"lesson", {.scope = Scope::user, .capacity = 60, .refill = hours(1)}},
        {"session", {.scope = Scope::ip, .capacity = 120, .refill = hours(1)}},
        {"auth", {.scope = Scope::ip, .capacity = 30, .refill = hours(1)}},
        {"signup", {.scope = Scope::ip, .capacity = 60, .refill = hours(1)}},  // a class behind one address signs up together
        {"login", {.scope = Scope::ip, .capacity = 600, .refill = hours(1)}},
        {"event", {.scope = Scope::user, .capacity = 600, .refill = hours(1)}},
    };
}

namespace {
void override_rule(Rules& rules, std::string_view item) {
    const auto equals = item.find('=');
    const auto rule = rules.find(item.substr(0, equals));
    double capacity = -1;
    if (equals != item.npos) std::from_chars(item.data() + equals + 1, item.data() + item.size(), capacity);
    if (rule == rules.end() || capacity < 0)
        throw Error(ErrorCode::invalid, "OT_LIMITS: \"" + std::string(item) + "\" is not BUCKET=NUMBER of a known bucket.");
    if (capacity == 0)
        rules.erase(rule);
    else
        rule->second.capacity = capacity;
}
}  // namespace

void override_rules(Rules& rules, std::string_view text) {
    while (!text.empty()) {
        const auto comma = text.find(',');
        override_rule(rules, text.substr(0, comma));
        text = comma == text.npos ? "" : text.substr(comma + 1);
    }
}

}  // namespace limits
