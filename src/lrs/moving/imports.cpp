#include "lrs/moving/imports.hpp"

#include "lrs/jobs/jobs.hpp"
#include "lrs/sql.gen.hpp"

namespace lrs {

namespace {
constexpr timing::Micros lease = job_lease;

Import import_of(const db::Row& row) {
    Import import{.org = row.id<OrgId>(0), .id = row.text(1), .source = row.text(2), .username = row.text(3), .secret = row.text(4)};
    import.version = version_named(row.text(5)).value_or(Version::v2_0_0);
    import.state = row.text(6);
    import.phase = row.text(7);
    import.cursor = row.text(8);
    import.counts = {row.integer(9), row.integer(10), row.integer(11), row.integer(12), row.integer(13)};
    import.documents = row.integer(14);
    import.failures = row.integer(15);
    import.error = row.text(16);
    import.made_at = row.integer(17);
    import.done_at = row.optional_integer(18);
    return import;
}

std::vector<Import> all_of(const db::Rows& rows) {
    std::vector<Import> imports;
    for (const auto& row : rows) imports.push_back(import_of(row));
    return imports;
}

std::optional<Import> first_of(const db::Rows& rows) { return rows.empty() ? std::nullopt : std::optional(import_of(rows[0])); }

bool save_row(db::Transaction& tx, const Import& import, const std::vector<ImportProblem>& problems, const std::string& process) {
    const auto& counts = import.counts;
    const auto saved = tx.run(sql::save_import, import.org, import.id, process, import.state, import.phase, import.cursor, counts.lines, counts.stored,
                              counts.known, counts.refused, counts.attachments, import.documents, import.error, import.done_at, timing::now() + lease);
    if (saved.affected() != 1) return false;
    for (const auto& problem : problems) tx.run(sql::add_import_problem, import.org, import.id, problem.line, problem.pointer, problem.reason);
    return true;
}
}  // namespace

// Starts with a lease of its own for lines that are read by the request itself.
Task<void> Imports::add(Import import, identity::Act act) {
    constexpr timing::Micros one_request = 600'000'000;
    const auto until = import.source.empty() ? timing::now() + one_request : 0;
    act.subject = import.id;
    co_await database_.transact([=, process = process_](db::Transaction& tx) {
        tx.run(sql::add_import, import.org, import.id, import.source, import.username, import.secret, to_string(import.version), import.state, import.made_at,
               process, until);
        identity::record(tx, act);
    });
}

Task<std::vector<Import>> Imports::list(OrgId org) { co_return all_of(co_await database_.read(sql::list_imports, org)); }

Task<std::optional<Import>> Imports::find(OrgId org, std::string id) { co_return first_of(co_await database_.read(sql::find_import, org, id)); }

Task<std::vector<ImportProblem>> Imports::problems(OrgId org, std::string id) {
    std::vector<ImportProblem> problems;
    for (const auto& row : co_await database_.read(sql::list_import_problems, org, id)) problems.push_back({row.integer(0), row.text(1), row.text(2)});
    co_return problems;
}

Task<bool> Imports::resume(OrgId org, std::string id, identity::Act act) {
    act.subject = id;
    co_return co_await database_.transact([=](db::Transaction& tx) {
        const bool resumed = tx.run(sql::resume_import, org, id).affected() > 0;
        if (resumed) identity::record(tx, act);
        return resumed;
    });
}

Task<std::vector<Jobs::Piece>> Imports::due(timing::Micros until) {
    std::vector<Jobs::Piece> due;
    for (const auto& row : co_await database_.read(sql::due_imports, timing::now(), process_, until))
        due.push_back({row.id<OrgId>(0), row.text(1), row.integer(2)});
    co_return due;
}

Task<std::optional<Import>> Imports::claim(OrgId org, std::string id) {
    co_return first_of(co_await database_.write(sql::claim_import, org, id, process_, timing::now(), timing::now() + lease));
}

Task<bool> Imports::save(Import import, std::vector<ImportProblem> problems) {
    constexpr std::size_t most = 1000;
    if (import.counts.refused > static_cast<std::int64_t>(most + problems.size())) problems.clear();
    co_return co_await database_.transact(
        [import, problems, process = process_](db::Transaction& tx) { return save_row(tx, import, problems, process); });
}

Task<void> Imports::delay(Import import, std::string error, timing::Micros until) {
    co_await database_.write(sql::delay_import, import.org, import.id, process_, error, until);
}

Task<void> Imports::keep() {
    const auto now = timing::now();
    co_await database_.write(sql::keep_imports, process_, now, now + lease);
}

}  // namespace lrs
