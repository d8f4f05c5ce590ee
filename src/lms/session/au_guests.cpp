#include "lms/session/au_guests.hpp"

#include <map>

#include "lms/progress/evaluate.hpp"
#include "lms/session/rules.hpp"
#include "lms/sql.gen.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"

namespace lms {

namespace {
// Longer than a request may take: what was noted before it will not be stored any more.
constexpr timing::Micros longest_storing = 180'000'000;

bool has_ended(const Session& session, const History& history, timing::Micros now) {
    const auto* end = history.in_session(session.id, Verb::terminated);
    return history.in_session(session.id, Verb::abandoned) || (end && now >= end->at + grace);
}

Session required_session(db::Transaction& tx, const std::string& id) {
    auto session = find_session(tx, id);
    if (!session) throw Error(ErrorCode::forbidden, "This session is gone.");
    return std::move(*session);
}

// Statements of one request are judged in the order in which things happened (9.3).
std::vector<Sent> in_order(const std::vector<lrs::GuestStatement>& statements) {
    std::multimap<timing::Micros, Sent> by_time;
    for (const auto& statement : statements) {
        auto sent = read_sent(statement.json);
        by_time.emplace(sent.timestamp.value_or(0), std::move(sent));
    }
    std::vector<Sent> sent;
    for (auto& [at, one] : by_time) sent.push_back(std::move(one));
    return sent;
}

void admit_all(db::Transaction& tx, const std::string& home, const std::string& id, const std::vector<Sent>& all) {
    const auto session = required_session(tx, id);
    auto history = load_history(tx, session.org, session.registration);
    const Expected expected{home, activity_iri(home, session.course, session.unit)};
    const auto now = timing::now();
    for (const auto& sent : all) {
        const auto verb = judge(session, expected, history, sent, now);
        if (!verb) continue;
        Said said{session.id, session.unit, *verb, sent.id, *sent.timestamp, now, false};
        add_said(tx, session.org, session.registration, said);
        history.add(std::move(said));
    }
    tx.run(sql::touch_session, session.org, session.id, now);
}

// Counts what is stored now; when it may meet a moveOn, says what is satisfied by it.
void count_stored(db::Transaction& tx, const std::string& home, const std::string& id, const std::vector<std::string>& statements) {
    const auto session = find_session(tx, id);
    if (!session) return;
    bool decides = false;
    for (const auto& statement : statements)
        for (const auto& row : tx.run(sql::mark_stored, session->org, session->registration, session->id, statement))
            decides |= row.text(0) == name_of(Verb::completed) || row.text(0) == name_of(Verb::passed);
    if (!decides) return;
    const auto course = find_course(tx, session->org, session->course);
    if (!course) return;
    auto history = load_history(tx, session->org, session->registration);
    const Scene scene{home, session->course, session->registration, session->id, session->user, timing::now()};
    say_satisfied(tx, session->org, scene, course->structure, history);
}

std::vector<std::string> ids_of(const std::vector<lrs::GuestStatement>& statements) {
    std::vector<std::string> ids;
    for (const auto& statement : statements) ids.push_back(statement.id);
    return ids;
}
}  // namespace

AuGuests::AuGuests(db::Database& database, lrs::Lrs& records, bus::Bus& bus, std::string home)
    : database_(database), records_(records), bus_(bus), home_(std::move(home)) {}

Task<lrs::Guest> AuGuests::find(std::string id, std::string secret) {
    const auto rows = co_await database_.read(sql::find_session, id);
    if (rows.empty()) co_return lrs::Guest{};
    const auto [session, hash] = session_of(rows[0]);
    const auto now = timing::now();
    if (hash.empty() || !crypto::equal_secrets(crypto::sha256_hex(secret), hash) || now >= session.expires_at) co_return lrs::Guest{};
    const auto history = history_of(co_await database_.read(sql::list_statements, session.org, session.registration));
    lrs::Guest guest{.org = session.org, .id = authority_of(session.registration), .home_page = home_, .account = session.user.str()};
    guest.registration = session.registration;
    guest.activity = activity_iri(home_, session.course, session.unit);
    guest.fixed_state = launch_data_name;
    guest.visit = session.id;
    guest.ended = has_ended(session, history, now);
    co_return guest;
}

Task<void> AuGuests::admit(lrs::Guest guest, std::vector<lrs::GuestStatement> statements) {
    co_await settle(guest.org, guest.registration);
    co_await database_.transact([home = home_, id = guest.visit, sent = in_order(statements)](db::Transaction& tx) { admit_all(tx, home, id, sent); });
}

Task<void> AuGuests::stored(lrs::Guest guest, std::vector<lrs::GuestStatement> statements) {
    co_await database_.transact([home = home_, id = guest.visit, ids = ids_of(statements)](db::Transaction& tx) { count_stored(tx, home, id, ids); });
    bus_.nudge();
}

Task<void> AuGuests::not_stored(lrs::Guest guest, std::vector<lrs::GuestStatement> statements) {
    for (const auto& id : ids_of(statements)) co_await database_.write(sql::delete_waiting_statement, guest.org, guest.registration, guest.visit, id);
}

Task<void> AuGuests::settle(OrgId org, std::string registration) {
    for (const auto& row : co_await database_.read(sql::list_waiting_statements, org, registration)) co_await settle_one(org, registration, said_of(row));
}

Task<void> AuGuests::settle_one(OrgId org, std::string registration, Said waiting) {
    if (co_await records_.has(org, waiting.id))
        co_await database_.transact(
            [home = home_, id = waiting.session, statement = waiting.id](db::Transaction& tx) { count_stored(tx, home, id, {statement}); });
    else if (waiting.at + longest_storing < timing::now())
        co_await database_.write(sql::delete_waiting_statement, org, registration, waiting.session, waiting.id);
}

}  // namespace lms
