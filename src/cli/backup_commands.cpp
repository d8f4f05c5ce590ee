#include <fmt/format.h>

#include <chrono>

#include "admin/backups.hpp"
#include "cli/commands.hpp"
#include "cli/places.hpp"
#include "identity/privacy.hpp"

namespace cli {

namespace {
admin::Backups backups_of(const Settings& settings) { return {settings.db, settings.data, settings.backup}; }

std::int64_t rows_of(const admin::Backup& backup) {
    std::int64_t all = 0;
    for (const auto& [table, rows] : backup.rows) all += rows;
    return all;
}

std::string words_of(const admin::Backup& backup) {
    return fmt::format("{}  {}  {} bytes, {} rows of {} tables", backup.name, backup.engine, backup.bytes, rows_of(backup), backup.rows.size());
}

// Who was erased after the backup was made: the server that starts next erases them again.
void erase_again(const Settings& settings) {
    const auto notes = backups_of(settings).notes();
    if (notes.empty()) return;
    const auto database = open_database(settings);
    identity::put_back(*database, notes);
    database->close();
    fmt::print("{} deletions will be done again when the server starts\n", notes.size());
}

class Watch {
public:
    double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count(); }

private:
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};
}  // namespace

int backup_make(Settings settings) {
    const Watch watch;
    fmt::print("{}, made in {:.1f} s\n", words_of(backups_of(settings).make()), watch.seconds());
    return 0;
}

int backup_list(Settings settings) {
    for (const auto& backup : backups_of(settings).list()) fmt::print("{}\n", words_of(backup));
    return 0;
}

int backup_verify(Settings settings, const std::string& name) {
    const Watch watch;
    fmt::print("{}: whole, every table has its rows; verified in {:.1f} s\n", words_of(backups_of(settings).verify(name)), watch.seconds());
    return 0;
}

int restore(Settings settings, const std::string& name, bool replace) {
    const Watch watch;
    const auto restored = backups_of(settings).restore(name, replace);
    erase_again(settings);
    fmt::print("{}: restored in {:.1f} s, every table has its rows\n", words_of(restored.backup), watch.seconds());
    if (!restored.aside.empty()) fmt::print("What stood there is kept as {}\n", restored.aside);
    return 0;
}

}  // namespace cli
