#pragma once
#include <boost/json/object.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "platform/db/database.hpp"
#include "platform/http/router.hpp"

namespace admin {

struct TerminalConfig {
    std::chrono::milliseconds patience{5'000};  // of one query
    int rows = 500;                             // that one query may show
};

// What a query found. The values stand in the order of the columns of NamedQuery.
struct Found {
    db::Rows rows;
    bool more = false;  // there are rows beyond the limit
    std::chrono::milliseconds took{0};
};

// The administrator's terminal (ADM-2): named queries with typed parameters, and nothing else. Each sees the rows of the caller's organisation only, on a connection
// that can only read, for a bounded time and number of rows. They run one after the other, and each is an entry of the audit log, `query.run`.
class Terminal {
public:
    // `database` is for the audit log and outlives this.
    Terminal(db::Database& database, db::Config config, std::string data_directory, TerminalConfig terminal);
    ~Terminal();
    // Waits for the query that runs; while the event loops of those who wait for it still exist.
    void close();
    // Throws Error(invalid) for a name that is none and for parameters that do not fit, Error(timeout) for a query that took too long.
    Task<Found> ask(http::Caller caller, std::string name, boost::json::object parameters);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// GET /v1/debug/queries, POST /v1/debug/query
void mount(http::Router& router, Terminal& terminal);

}  // namespace admin
