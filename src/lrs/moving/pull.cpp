#include "lrs/moving/pull.hpp"

#include "lrs/forwarding/round.hpp"
#include "lrs/json/raw.hpp"
#include "lrs/moving/document_pull.hpp"
#include "lrs/statement/formats.hpp"
#include "lrs/store/query.hpp"
#include "platform/error.hpp"

namespace lrs {

namespace {
constexpr std::int64_t most_failures = 20;  // in a row
constexpr timing::Micros overlap = 1'000'000;

// Where to go on after a break. `since` leaves out what was stored at that very time, of which there may be more.
std::string before(std::string_view stored) {
    const auto at = read_timestamp(stored, Version::v1_0_3);
    return at ? write_timestamp(*at - overlap) : std::string();
}

std::string stored_of(std::string_view statement) {
    const auto stored = raw::find(raw::members(statement), "stored");
    return stored.starts_with('"') ? raw::unquoted(stored) : std::string();
}

ImportCounts sum(const ImportCounts& left, const ImportCounts& right) {
    return {left.lines + right.lines, left.stored + right.stored, left.known + right.known, left.refused + right.refused, left.attachments + right.attachments};
}
}  // namespace

Puller::Puller(Lrs::State& lrs, client::Client& client, boost::asio::any_io_executor executor, Imports& imports)
    : lrs_(lrs),
      client_(client),
      imports_(imports),
      jobs_("lrs.imports", std::move(executor), [this](timing::Micros until) { return imports_.due(until); },
            [this](Jobs::Piece piece) { return run(std::move(piece)); }, [this] { return imports_.keep(); }) {}

Task<void> Puller::run(Jobs::Piece piece) {
    const auto import = co_await imports_.claim(piece.org, piece.id);
    if (!import) co_return;
    std::optional<Error> failure;
    try {
        co_await attempt(*import);
    } catch (const Error& error) {
        failure = error;
    }
    if (!failure || jobs_.stop_token().stop_requested()) co_return;
    const auto now = co_await imports_.find(import->org, import->id);
    if (!now) co_return;
    if (failure->code != ErrorCode::unavailable || now->failures >= most_failures) co_return co_await give_up(*now, failure->detail);
    co_await imports_.delay(*now, failure->detail, timing::now() + std::chrono::microseconds(rest_after(now->failures, {})).count());
}

Task<void> Puller::attempt(Import import) {
    RemoteStore remote(lrs_.database, client_, import, jobs_.stop_token());
    if (import.phase == "statements" && !co_await pull_statements(import, remote)) co_return;
    if (!co_await pull_documents(import, remote)) co_return;
    import.state = "done";
    import.done_at = timing::now();
    co_await imports_.save(import, {});
}

// False when the import is no longer ours.
Task<bool> Puller::pull_statements(Import& import, RemoteStore& remote) {
    const auto earlier = import.counts;
    Intake intake(lrs_, import.org);
    auto number = earlier.lines;
    auto page = co_await remote.first_page(before(import.cursor));
    while (true) {
        for (auto& attachment : page.attachments) intake.take_attachment(std::move(attachment));
        for (const auto& statement : page.statements) co_await intake.take(++number, statement);
        co_await intake.flush();
        if (!page.statements.empty()) import.cursor = stored_of(page.statements.back());
        import.counts = sum(earlier, intake.counts());
        const bool last = page.more.empty();
        if (last) import.phase = "documents", import.cursor.clear();
        if (!co_await imports_.save(import, intake.take_problems()) || last) co_return last;
        page = co_await remote.next_page(page.more);
    }
}

Task<bool> Puller::pull_documents(Import& import, RemoteStore& remote) {
    DocumentPull pull(lrs_, remote, import.org);
    Query query{.org = import.org, .ascending = true, .limit = 200, .voided_too = true};
    query.after = read_timestamp(import.cursor, Version::v1_0_3).value_or(import.made_at - 1);
    while (true) {
        const auto page = co_await find_page(lrs_.database, query);
        for (const auto& statement : page.statements) import.documents += co_await pull.take(statement.body);
        if (page.statements.empty()) co_return true;
        query.after = page.statements.back().stored;
        import.cursor = write_timestamp(query.after);
        if (!co_await imports_.save(import, {})) co_return false;
        if (!page.more) co_return true;
    }
}

Task<void> Puller::give_up(Import import, std::string reason) {
    import.state = "failed";
    import.error = std::move(reason);
    co_await imports_.save(import, {});
}

}  // namespace lrs
