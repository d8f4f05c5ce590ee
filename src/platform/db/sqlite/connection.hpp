#pragma once
#include <sqlite3.h>

#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "platform/db/bounded_reader.hpp"

namespace db::sqlite {

struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};

// A prepared statement and, for each of SQLite's parameters, the number N of its name `$N`.
struct Statement {
    std::string text;
    std::unique_ptr<sqlite3_stmt, Finalize> handle;
    std::vector<std::size_t> numbers;
};

// `read_only`: a connection on which SQLite itself cannot write to the file.
enum class Access { write, read, read_only };

// One connection with its cache of prepared statements. Used by one thread at a time.
class Connection {
public:
    Connection(const std::string& path, Access access);

    Rows run(const Query& query, std::span<const Value> parameters);
    Rows insert(const Query& query, std::span<const View> parameters);
    // Stops after so many rows, and throws Error(timeout) after so long.
    Rows run_bounded(const Query& query, std::span<const Value> parameters, Bounds bounds);
    // Statements without parameters and results, separated by semicolons.
    void run_script(const std::string& text);
    // Begins to write. `has_spilled`: whether pages of it have gone to the log since, for want of room.
    void begin();
    bool has_spilled() const { return spilled(false) > 0; }
    // Whether commits wait for the disk, as they do from the beginning. Between transactions.
    void wait_for_disk(bool wait);
    // How many pages the write-ahead log had after the last commit of this connection.
    int pages_of_log() const { return *pages_of_log_; }
    // Brings what it holds into the file, as far as nobody reads an older state of it; how many of its pages are in it then. Logs its failure: the next one
    // does its work.
    int check_point() noexcept;
    // Brings what has been written to the file to the disk. That it fails means nothing yet: SQLite syncs the file itself before it does without the log.
    void sync_file() noexcept;
    // False after a failure so grave that SQLite has rolled the whole transaction back by itself.
    bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

private:
    template <class Parameter>
    Rows run_up_to(const Query& query, std::span<const Parameter> parameters, std::size_t rows);
    int spilled(bool reset) const;
    Statement& prepared(const Query& query);
    Statement prepare(const Query& query);
    [[noreturn]] void fail(std::string_view what, int code);

    std::unique_ptr<sqlite3, Close> handle_;
    bool waits_for_disk_ = true;
    std::unique_ptr<int> pages_of_log_ = std::make_unique<int>(0);  // SQLite knows where it stands
    // By where the text of the query stands, which is one place for the queries of the program.
    std::unordered_map<const char*, Statement> statements_;
};

}  // namespace db::sqlite
