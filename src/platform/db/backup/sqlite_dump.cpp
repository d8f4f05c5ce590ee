#include "platform/db/backup/sqlite_dump.hpp"

#include <sqlite3.h>

#include <filesystem>

#include "platform/clock/clock.hpp"
#include "platform/files/to_disk.hpp"
#include "platform/stop.hpp"

namespace db::sqlite {

namespace fs = std::filesystem;

namespace {
struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

[[noreturn]] void fail(ErrorCode code, const std::string& path, int result) {
    throw Error(code, path + ": " + sqlite3_errstr(result));
}

Handle open(const std::string& path, int flags) {
    sqlite3* opened = nullptr;
    const int result = sqlite3_open_v2(path.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Handle handle(opened);
    if (result != SQLITE_OK) fail(ErrorCode::unavailable, path, result);
    sqlite3_busy_timeout(opened, 10'000);
    return handle;
}

// From now on its statements end when it is to stop. `stop` outlives the handle.
void end_at(sqlite3* handle, const std::stop_token& stop) {
    constexpr int instructions = 100'000;
    const auto asked = [](void* token) -> int { return static_cast<const std::stop_token*>(token)->stop_requested(); };
    sqlite3_progress_handler(handle, instructions, asked, const_cast<std::stop_token*>(&stop));
}

// The first column of each row, as text.
std::vector<std::string> column(sqlite3* handle, const std::string& text, const std::string& path) {
    sqlite3_stmt* made = nullptr;
    int result = sqlite3_prepare_v2(handle, text.c_str(), -1, &made, nullptr);
    const std::unique_ptr<sqlite3_stmt, Close> statement(made);
    std::vector<std::string> values;
    while (result == SQLITE_OK || result == SQLITE_ROW) {
        result = sqlite3_step(made);
        if (result == SQLITE_ROW) values.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(made, 0)));
    }
    if (result != SQLITE_DONE) fail(result == SQLITE_INTERRUPT ? ErrorCode::unavailable : ErrorCode::invalid, path, result);
    return values;
}

RowCounts counts_of(sqlite3* handle, const std::string& path) {
    RowCounts counts;
    for (const auto& table : column(handle, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'", path))
        counts[table] = std::stoll(column(handle, "SELECT COUNT(*) FROM \"" + table + '"', path).at(0));
    return counts;
}

// In WAL mode somebody else who has the file open holds its shared memory. While the handle lives nobody else can open it for more than a look.
Handle hold_alone(const std::string& path) {
    auto handle = open(path, SQLITE_OPEN_READWRITE);
    sqlite3_busy_timeout(handle.get(), 0);
    const int result = sqlite3_exec(handle.get(), "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)", nullptr, nullptr, nullptr);
    // A damaged file is no reason against another one.
    if (result == SQLITE_BUSY || result == SQLITE_LOCKED) throw Error(ErrorCode::conflict, "A server has " + path + " open: stop it first.");
    return handle;
}

// With its logs, which hold what no checkpoint has brought over; also when they are all that is left, since SQLite would replay them onto the new file.
std::string move_aside(const std::string& path) {
    const auto aside = path + ".before-restore-" + timing::to_rfc3339(timing::now());
    bool any = false;
    for (const std::string suffix : {"-wal", "-shm", "-journal", ""}) {
        if (!fs::exists(path + suffix)) continue;
        fs::rename(path + suffix, aside + suffix);
        any = true;
    }
    return any ? aside : "";
}

void copy_pages(sqlite3* source, sqlite3* target, const std::string& to, const std::stop_token& stop) {
    constexpr int at_once = 1'000;
    // The transaction holds one snapshot over all steps: without it each commit of others would begin the copy anew.
    if (const int held = sqlite3_exec(source, "BEGIN; SELECT COUNT(*) FROM sqlite_master", nullptr, nullptr, nullptr); held != SQLITE_OK) fail(ErrorCode::unavailable, to, held);
    const auto backup = sqlite3_backup_init(target, "main", source, "main");
    if (!backup) fail(ErrorCode::unavailable, to, sqlite3_errcode(target));
    // Finishing does not tell of a source that was busy.
    int stepped = SQLITE_OK;
    while (stepped == SQLITE_OK && !stop.stop_requested()) stepped = sqlite3_backup_step(backup, at_once);
    sqlite3_backup_finish(backup);
    heed(stop);
    if (stepped != SQLITE_DONE) fail(ErrorCode::unavailable, to, stepped);
}
}  // namespace

RowCounts copy(const std::string& from, const std::string& to, const std::stop_token& stop) {
    const auto source = open(from, SQLITE_OPEN_READWRITE);
    const auto target = open(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    copy_pages(source.get(), target.get(), to, stop);
    end_at(target.get(), stop);
    // One file without a log beside it.
    if (const int left = sqlite3_exec(target.get(), "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr); left != SQLITE_OK) fail(ErrorCode::unavailable, to, left);
    return counts_of(target.get(), to);
}

RowCounts inspect(const std::string& file, const std::stop_token& stop) {
    const auto handle = open(file, SQLITE_OPEN_READONLY);
    end_at(handle.get(), stop);
    const auto said = column(handle.get(), "PRAGMA integrity_check(1)", file).at(0);
    if (said != "ok") throw Error(ErrorCode::invalid, file + ": " + said);
    return counts_of(handle.get(), file);
}

std::string put_in_place(const std::string& file, const std::string& path, Replace replace) {
    const bool something = fs::exists(path);
    if (something && replace == Replace::no) throw Error(ErrorCode::conflict, path + " exists: restore into another directory, or allow it to be replaced.");
    auto alone = something ? hold_alone(path) : nullptr;
    inspect(file);
    const auto directory = fs::path(path).parent_path();
    if (!directory.empty()) fs::create_directories(directory);
    // Under its name only when it is whole and on disk.
    const auto beside = path + ".restoring";
    fs::remove(beside);
    copy(file, beside);
    alone.reset();  // closing, SQLite removes the log by its name, which must not be that of the new file
    const auto aside = move_aside(path);
    fs::rename(beside, path);
    files::to_disk(directory.empty() ? "." : directory);
    return aside;
}

RowCounts count_rows(const std::string& path) { return counts_of(open(path, SQLITE_OPEN_READWRITE).get(), path); }

}  // namespace db::sqlite
