#include <istream>
#include <ostream>

#include "lrs/movers.hpp"
#include "lrs/moving/export.hpp"
#include "lrs/moving/intake.hpp"
#include "lrs/store/key_tail.hpp"
#include "platform/run.hpp"

namespace lrs {

namespace {
using Problem = std::function<void(std::int64_t, const std::string&, const std::string&)>;
using Progress = std::function<void(const TakenLines&)>;

TakenLines taken_by(const Intake& intake) {
    const auto& counts = intake.counts();
    return {counts.lines, counts.stored, counts.known, counts.refused, counts.attachments};
}

void report(Intake& intake, const Problem& problem) {
    for (const auto& one : intake.take_problems()) problem(one.line, one.pointer, one.reason);
}

Task<void> take_all(Intake& intake, std::istream& lines, const Problem& problem, const Progress& progress) {
    constexpr std::int64_t often = 10'000;
    std::string line;
    for (std::int64_t number = 1; std::getline(lines, line); ++number) {
        co_await intake.take(number, line);
        report(intake, problem);
        if (number % often == 0) progress(taken_by(intake));
    }
    co_await intake.flush();
    report(intake, problem);
}

Task<void> write_all(Export source, std::ostream& out) {
    for (auto piece = co_await source.next(); piece && out; piece = co_await source.next()) out << *piece;
}
}  // namespace

TakenLines import_lines(Lrs& lrs, const OrgId& org, std::istream& lines, const Problem& problem, const Progress& progress) {
    constexpr std::size_t large_batch = 2000;  // nobody else stores in this process
    Intake intake(lrs.state(), org, large_batch);
    run_to_end(take_all(intake, lines, problem, progress));
    // Nobody enters keys beside this, and a long tail would make the first readers slow.
    lrs.state().database.run_blocking([](db::Transaction& tx) { enter_all_keys(tx); });
    return taken_by(intake);
}

void export_lines(Lrs& lrs, const OrgId& org, const std::optional<std::string>& columns, std::ostream& out) {
    ExportForm form{.attachments = true};
    if (columns) form = {.kind = ExportForm::Kind::csv, .columns = read_columns(*columns)};
    run_to_end(write_all(Export(lrs.state().database, {.org = org}, std::move(form)), out));
}

}  // namespace lrs
