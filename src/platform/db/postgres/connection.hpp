#pragma once
#include <libpq-fe.h>

#include <chrono>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "platform/db/database.hpp"

namespace db::postgres {

// Why the same work may succeed when it is done again from its beginning.
class Retry : public Error {
public:
    enum class Cause { conflict, connection_lost };
    explicit Retry(Cause cause) : Error(ErrorCode::unavailable, "The database is not available at the moment."), cause(cause) {}
    Cause cause;
};

struct Settings {
    std::string url;
    bool prepared_statements = true;
    std::chrono::milliseconds statement_timeout{60'000};  // zero: none
    bool bounded = false;  // how long statements may take is the asker's affair: those that take longer are no failure of the server
};

struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, Clear>;

class Parameters;

// A statement and its values, for a pipeline.
struct Bound {
    Query query;
    std::vector<Value> parameters;
};

// One connection, opened at first use and again after it was lost. Used by one thread at a time.
class Connection {
public:
    explicit Connection(Settings settings) : settings_(std::move(settings)) {}

    // Connects when there is no connection. Throws Retry(connection_lost); `why_not` then says what was wrong, for an operator.
    void ensure();
    const std::string& why_not() const { return why_not_; }
    void drop();

    // One round trip. Throws UniqueViolation, Retry or Error.
    Rows run(const Query& query, std::span<const Value> parameters);
    Rows insert(const Query& query, std::span<const View> parameters);
    // Two round trips: COPY … FROM STDIN, and the rows.
    Rows copy(const Query& query, std::string_view rows);
    // Statements without parameters and results.
    void run_script(const std::string& text);
    // Sends all at once, then reads all results; stops at the first failure, whose exception it throws.
    std::vector<Rows> run_pipeline(std::span<const Bound> statements);

    // What other sessions have sent (NOTIFY) to channels that this one listens to, since it was last asked. Does not wait; there may be more when there is
    // something to read at the socket. Throws Retry(connection_lost).
    std::vector<std::string> notified();
    int socket() const { return PQsocket(handle_.get()); }

private:
    Rows run_with(const Query& query, const Parameters& parameters);
    void connect();
    void set_up_session();
    const std::string& prepared(const Query& query);
    void send(const Query& query, const Parameters& parameters);
    std::vector<Rows> read_pipeline(std::span<const Bound> statements);
    Rows rows_of(Result result, std::string_view what);
    [[noreturn]] void fail(const PGresult* result, std::string_view what);

    Settings settings_;
    std::unique_ptr<PGconn, Finish> handle_;
    std::map<std::string, std::string, std::less<>> prepared_;  // text → name
    std::string why_not_;
};

}  // namespace db::postgres
