#include "admin/terminal.hpp"

#include "admin/terminal/named_query.hpp"
#include "admin/terminal/parameters.hpp"
#include "identity/audit.hpp"
#include "platform/clock/clock.hpp"
#include "platform/db/bounded_reader.hpp"
#include "platform/pool/pool.hpp"

namespace admin {

struct Terminal::State {
    db::Database& database;
    std::unique_ptr<db::BoundedReader> reader;
    TerminalConfig config;
    pool::Pool one{1};

    // On the thread of `one`.
    Found read(const db::Query& query, const std::vector<db::Value>& values) {
        const auto begin = std::chrono::steady_clock::now();
        const auto most = static_cast<std::size_t>(config.rows);
        auto rows = reader->read(query, values, {.time = config.patience, .rows = most + 1});
        const bool more = rows.size() > most;
        return {std::move(rows), more, std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin)};
    }
};

Terminal::Terminal(db::Database& database, db::Config config, std::string data_directory, TerminalConfig terminal)
    : state_(new State{database, db::open_bounded_reader(config, data_directory), terminal}) {}
Terminal::~Terminal() = default;
void Terminal::close() { state_->one.close(); }

Task<Found> Terminal::ask(http::Caller caller, std::string name, boost::json::object parameters) {
    const auto* named = find_named_query(name);
    if (!named) throw Error(ErrorCode::invalid, "query: there is no query of this name").at("/query");
    auto values = values_of(*named, parameters, timing::now());
    values.insert(values.begin(), db::to_value(caller.org));
    co_await identity::record(state_->database, identity::act_of(caller, "query.run", "query", name));
    co_return co_await state_->one.run([&state = *state_, named, &values] { return state.read(*named->query, values); });
}

}  // namespace admin
