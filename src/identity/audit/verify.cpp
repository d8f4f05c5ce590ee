#include <fmt/format.h>

#include "identity/audit/entry.hpp"
#include "identity/sql.gen.hpp"

namespace identity {

namespace {
constexpr std::int64_t page = 1'000;

// The entries from the first on, as far as they fit.
class Walk {
public:
    Walk(db::Database& database, OrgId org) : database_(database), report_{.org = std::move(org), .last_hash = {}, .broken = {}} {}

    AuditReport run() {
        // Read first: entries that come meanwhile lie behind it.
        const auto head = database_.run_now(sql::find_audit_head, {report_.org.str()});
        const auto last = head.empty() ? 0 : head[0].integer(0);
        while (!report_.broken && report_.entries < last && take_page(last)) {}
        if (report_.broken) return std::move(report_);
        if (report_.entries < last) broke("is missing");
        else if (last > 0 && report_.last_hash != head[0].text(1)) broke(report_.entries, "is not the last one that was written under this number");
        else if (head.empty()) broke("is here, and audit_heads knows of none");
        return std::move(report_);
    }

private:
    bool take_page(std::int64_t last) {
        const auto rows = database_.run_now(sql::walk_audit_logs, {report_.org.str(), report_.entries, std::min(page, last - report_.entries)});
        for (const auto& row : rows)
            if (!take(entry_of(row))) break;
        return !rows.empty();
    }

    bool take(const AuditEntry& entry) {
        const auto next = report_.entries + 1;
        if (entry.number != next) return broke("is missing");
        if (chained_hash(report_.last_hash, report_.org, entry) != entry.hash) return broke("is not as it was written, or not behind what was written before it");
        report_.entries = next;
        report_.last_hash = entry.hash;
        return true;
    }

    bool broke(std::string_view how) { return broke(report_.entries + 1, how); }
    bool broke(std::int64_t number, std::string_view how) {
        report_.broken = fmt::format("entry {} {}", number, how);
        return false;
    }

    db::Database& database_;
    AuditReport report_;
};
}  // namespace

std::vector<AuditReport> verify_audit(db::Database& database) {
    std::vector<AuditReport> reports;
    for (const auto& row : database.run_now(sql::list_audited_orgs)) reports.push_back(Walk(database, row.id<OrgId>(0)).run());
    return reports;
}

bool has_audit_entry(db::Database& database, const std::string& noted) { return database.run_now(sql::count_audit_logs, {noted})[0].integer(0) > 0; }

}  // namespace identity
