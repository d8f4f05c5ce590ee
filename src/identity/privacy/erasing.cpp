#include <boost/describe/class.hpp>
#include <fmt/format.h>

#include <ranges>

#include "identity/accounts/account_repository.hpp"
#include "identity/accounts/acts.hpp"
#include "identity/privacy/state.hpp"
#include "identity/sessions/sessions.hpp"
#include "identity/sql.gen.hpp"
#include "platform/clock/pause.hpp"
#include "platform/db/wal.hpp"
#include "platform/jobs/jobs.hpp"

namespace identity {

struct ErasureOrder {
    std::string tombstone;
    std::int64_t round = 0;
};
BOOST_DESCRIBE_STRUCT(ErasureOrder, (), (tombstone, round))

// A tombstone outside the database.
struct TombstoneWords {
    std::string org, id, users, role;
    std::int64_t asked_at = 0;
};
BOOST_DESCRIBE_STRUCT(TombstoneWords, (), (org, id, users, role, asked_at))

namespace {
using namespace std::chrono_literals;

// A request that had begun before the sessions ended may write until its own deadline; after that another round finds it.
constexpr timing::Micros until_requests_are_over = std::chrono::microseconds(3min).count();
constexpr auto between_looks = 100ms;

std::string joined(const std::vector<UserId>& ids) {
    std::string text;
    for (const auto& id : ids) text += (text.empty() ? "" : " ") + id.str();
    return text;
}

std::vector<UserId> split(std::string_view text) {
    std::vector<UserId> ids;
    for (const auto word : std::views::split(text, ' ')) ids.emplace_back(std::string(word.begin(), word.end()));
    return ids;
}

Tombstone tombstone_of(const db::Row& row) {
    return {.org = row.id<OrgId>(0), .id = row.text(1), .users = split(row.text(2)), .role = role_named(row.text(3)).value_or(http::Role::learner),
            .done = row.text(4) == "done", .asked_at = row.integer(5), .done_at = row.optional_integer(6)};
}

std::string words_of(const Tombstone& tombstone) {
    return json::write(TombstoneWords{tombstone.org.str(), tombstone.id, joined(tombstone.users), std::string(to_string(tombstone.role)), tombstone.asked_at});
}

void order_erasure(db::Transaction& tx, const OrgId& org, const ErasureOrder& order, const tracing::Context& trace, timing::Micros at = 0) {
    const auto key = fmt::format("{}/{}", order.tombstone, order.round);
    jobs::enqueue(tx, {.org = org, .kind = std::string(privacy_jobs::erase_kind), .payload = json::write(order), .key = key, .run_at = at, .trace = trace});
}

// What was asked for about them, or by them about others, is thrown away with its bytes.
void throw_exports_away(db::Transaction& tx, const OrgId& org, const UserId& user) {
    for (const auto row : tx.run(sql::takeouts_about, org, user)) throw_away(tx, org, row.text(0));
}

void shut_out(db::Transaction& tx, const Sessions& sessions, const OrgId& org, const UserId& user) {
    tx.run(sql::erase_refresh_tokens, org, user);
    sessions.end_all(tx, org, user);
    tx.run(sql::set_disabled, org, user, timing::now());
    throw_exports_away(tx, org, user);
}

std::vector<UserId> inter(db::Transaction& tx, const Sessions& sessions, const http::Caller& caller, const UserId& user, const std::string& action) {
    const auto found = tx.run(sql::find_user, caller.org, user);
    if (found.empty()) throw Error(ErrorCode::not_found, "Nobody has this id.");
    if (const auto account = load_account(tx, caller.org, user)) expect_another_admin(tx, caller.org, account->account);
    const auto ids = ids_of(tx, caller.org, user);
    for (const auto& id : ids) shut_out(tx, sessions, caller.org, id);
    const auto tombstone = new_uuid();
    tx.run(sql::add_tombstone, caller.org, tombstone, joined(ids), found[0].text(0), timing::now());
    order_erasure(tx, caller.org, {tombstone}, caller.trace);
    record(tx, act_of(caller, action, "user", user.str()));
    return ids;
}

using Parts = std::vector<PrivacyPart>;

// Upper rooms first: what they keep refers to what is below. An export that was asked for meanwhile goes too.
void erase_rows(db::Transaction& tx, const Parts& parts, const std::vector<Person>& people) {
    for (const auto& person : people) throw_exports_away(tx, person.org, person.user);
    for (const auto& part : parts | std::views::reverse)
        if (part.erase)
            for (const auto& person : people) part.erase(tx, person);
}

std::vector<Alias> aliases_in(const db::Rows& rows) {
    std::vector<Alias> aliases;
    for (const auto row : rows) aliases.push_back({row.text(0), row.text(1)});
    return aliases;
}

// The rows that tell the aliases are the first to go; another run after a crash must still know them.
std::vector<Person> with_kept_aliases(db::Transaction& tx, const std::string& tombstone, std::vector<Person> people) {
    for (auto& person : with_aliases(tx, people))
        for (const auto& alias : person.aliases) tx.run(sql::keep_alias, person.org, tombstone, person.user, alias.issuer, alias.name);
    for (auto& person : people) person.aliases = aliases_in(tx.run(sql::kept_aliases, person.org, tombstone, person.user));
    return people;
}

Task<void> stop_what_runs(const Parts& parts, const std::vector<Person>& people) {
    for (const auto& part : parts)
        if (part.stop)
            for (const auto& person : people) co_await part.stop(person);
}

// A job that is told to stop, or whose time is over, goes on where it was at its next run.
Task<void> settle(const Parts& parts, const std::vector<Person>& people, std::string key, std::stop_token stop) {
    for (const auto& part : parts) {
        if (!part.settle) continue;
        for (const auto& person : people)
            while (!co_await part.settle(person, key)) {
                if (stop.stop_requested()) throw Error(ErrorCode::unavailable, "waits for " + part.name);
                co_await timing::pause(between_looks);
            }
    }
}
}  // namespace

std::vector<UserId> ids_of(db::Transaction& tx, const OrgId& org, const UserId& user) {
    std::vector<UserId> ids;
    for (const auto row : tx.run(sql::ids_of_person, org, user)) ids.push_back(row.id<UserId>(0));
    return ids;
}

std::vector<Person> people_of(const OrgId& org, const std::vector<UserId>& ids, http::Role role) {
    std::vector<Person> people;
    for (const auto& id : ids) people.push_back({org, id, role});
    return people;
}

std::vector<Person> with_aliases(db::Transaction& tx, std::vector<Person> people) {
    for (auto& person : people) person.aliases = aliases_in(tx.run(sql::aliases_of_person, person.org, person.user));
    return people;
}

Task<void> bury(Privacy::State& state, http::Caller caller, UserId user, std::string action) {
    auto& sessions = state.identity.sessions();
    const auto bury_now = [caller, user, action, &sessions](db::Transaction& tx) { return inter(tx, sessions, caller, user, action); };
    const auto ids = co_await state.database.transact(bury_now);
    for (const auto& id : ids) sessions.changed(id);
}

Task<void> erase_person(Privacy::State& state, jobs::Job job) {
    const auto order = job.read<ErasureOrder>();
    const auto rows = co_await state.database.read(sql::find_tombstone, job.org, order.tombstone);
    if (rows.empty()) co_return;
    const auto tombstone = tombstone_of(rows[0]);
    auto people = people_of(tombstone.org, tombstone.users, tombstone.role);
    const auto* parts = &state.parts;
    co_await stop_what_runs(*parts, people);
    people = co_await state.database.transact([parts, people, id = tombstone.id](db::Transaction& tx) {
        auto known = with_kept_aliases(tx, id, people);
        erase_rows(tx, *parts, known);
        return known;
    });
    if (state.remember && order.round == 0) co_await state.remember(tombstone.id, words_of(tombstone));
    co_await settle(*parts, people, fmt::format("{}/{}", tombstone.id, order.round), job.stop);
    co_await state.database.transact([parts, people, tombstone, order, job](db::Transaction& tx) {
        erase_rows(tx, *parts, people);
        tx.run(sql::forget_aliases, tombstone.org, tombstone.id);
        tx.run(sql::finish_tombstone, tombstone.org, tombstone.id, timing::now());
        if (order.round == 0) order_erasure(tx, tombstone.org, {tombstone.id, 1}, job.trace, timing::now() + until_requests_are_over);
        jobs::finish(tx, job);
    });
    co_await db::empty_wal(state.database);
}

Task<void> Privacy::delete_self(http::Caller caller, std::string word) {
    const bool has_password = co_await state_->accounts.confirm(caller, word);
    if (!has_password && word != "delete") throw Error(ErrorCode::invalid, "expected the word \"delete\", since there is no password to ask for").at("/word");
    co_await bury(*state_, caller, caller.user, "account.delete");
}

Task<void> Privacy::erase(http::Caller admin, UserId user) { return bury(*state_, std::move(admin), std::move(user), "user.erase"); }

void Privacy::resume() {
    state_->database.run_blocking([](db::Transaction& tx) {
        for (const auto row : tx.run(sql::open_tombstones)) order_erasure(tx, row.id<OrgId>(0), {row.text(1)}, {});
    });
}

void put_back(db::Database& database, const std::vector<std::string>& tombstones) {
    database.run_blocking([&tombstones](db::Transaction& tx) {
        for (const auto& words : tombstones) {
            const auto stone = json::read<TombstoneWords>(words);
            tx.run(sql::put_back_tombstone, stone.org, stone.id, stone.users, stone.role, stone.asked_at);
        }
    });
}

Task<std::vector<Tombstone>> Privacy::tombstones(OrgId org) {
    std::vector<Tombstone> found;
    for (const auto row : co_await state_->database.read(sql::list_tombstones, org)) found.push_back(tombstone_of(row));
    co_return found;
}

}  // namespace identity
