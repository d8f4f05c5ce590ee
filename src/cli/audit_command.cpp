#include <cstdio>

#include "cli/commands.hpp"
#include "cli/places.hpp"
#include "identity/audit.hpp"

namespace cli {

namespace {
bool say(const identity::AuditReport& report) {
    std::printf("%s: %lld entries fit", report.org.str().c_str(), static_cast<long long>(report.entries));
    if (report.entries > 0) std::printf(", the last is %lld:%s", static_cast<long long>(report.entries), report.last_hash.c_str());
    std::printf("; %s\n", report.broken ? report.broken->c_str() : "nothing is wrong");
    return !report.broken;
}

bool has(db::Database& database, const std::string& expected) {
    const bool there = identity::has_audit_entry(database, expected);
    if (!there) std::printf("No chain has the entry %s\n", expected.c_str());
    return there;
}
}  // namespace

int audit_verify(Settings settings, const std::string& expected) {
    const auto database = open_database(settings);
    bool whole = true;
    for (const auto& report : identity::verify_audit(*database)) whole &= say(report);
    if (!expected.empty()) whole &= has(*database, expected);
    return whole ? 0 : 1;
}

}  // namespace cli
