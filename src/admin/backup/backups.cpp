#include "admin/backups.hpp"

#include <boost/describe/class.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include "admin/backup/desk_state.hpp"
#include "admin/backup/packed.hpp"
#include "admin/backup/store.hpp"
#include "platform/clock/clock.hpp"
#include "platform/db/dump.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/json/json.hpp"
#include "platform/log/log.hpp"

namespace admin {

namespace fs = std::filesystem;

BOOST_DESCRIBE_STRUCT(Backup, (), (name, version, engine, made_at, file, bytes, sha256, rows))

namespace {
constexpr std::string_view manifest_end = ".json";

// A directory for what is only on its way; gone with the object.
class Workplace {
public:
    explicit Workplace(const fs::path& data) : path_(data / ("backup-" + new_uuid())) {
        fs::create_directories(path_);
        fs::permissions(path_, fs::perms::owner_all);
    }
    ~Workplace() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }

private:
    fs::path path_;
};

// What processes that were killed left behind. None works for a day.
void sweep(const fs::path& data) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(data, ignored))
        if (entry.path().filename().string().starts_with("backup-") && fs::file_time_type::clock::now() - entry.last_write_time(ignored) > std::chrono::hours(24))
            fs::remove_all(entry.path(), ignored);
}

// omnitutor-20261121T020000Z: names in the order of time.
std::string name_at(timing::Micros at) {
    auto text = timing::to_rfc3339(at).substr(0, 19);
    std::erase_if(text, [](char letter) { return letter == '-' || letter == ':'; });
    return "omnitutor-" + text + 'Z';
}

// Others may keep files there whose names only begin alike.
bool is_ours(std::string_view file) {
    static const std::regex form(R"(omnitutor-\d{8}T\d{6}Z\.(json|sqlite\.gz|pgdump))");
    return std::regex_match(file.begin(), file.end(), form);
}

// note-20261121T020000Z-ID: also in the order of time.
bool is_note(std::string_view file) {
    static const std::regex form(R"(note-\d{8}T\d{6}Z-[0-9a-f-]{36})");
    return std::regex_match(file.begin(), file.end(), form);
}
std::string_view time_of(std::string_view file) { return file.substr(file.find('-') + 1, 16); }

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The first table that holds other than it should, in words; "" when all fit.
std::string difference(const db::RowCounts& found, const db::RowCounts& wanted) {
    for (const auto& [table, rows] : wanted) {
        const auto there = found.find(table);
        if (there == found.end()) return "the table " + table + " is missing";
        if (there->second != rows) return "the table " + table + " holds " + std::to_string(there->second) + " rows instead of " + std::to_string(rows);
    }
    return "";
}
}  // namespace

struct Backups::State {
    db::Config database;
    std::string data;
    BackupConfig config;
    std::unique_ptr<Store> store;

    bool is_sqlite() const { return db::engine_of(database) == db::Engine::sqlite; }

    // SQLite's file is packed here; PostgreSQL's programs pack by themselves.
    db::RowCounts dump_into(const Workplace& work, const std::string& file, const std::stop_token& stop) const {
        if (!is_sqlite()) return db::dump(database, data, file, stop);
        const auto plain = work / "dump";
        auto rows = db::dump(database, data, plain, stop);
        pack(plain, file, stop);
        return rows;
    }

    Backup read_manifest(const Workplace& work, const std::string& name) const {
        const auto path = work / (name + std::string(manifest_end));
        store->get(name + std::string(manifest_end), path);
        return json::read<Backup>(content_of(path));
    }

    std::vector<std::string> backup_names() const {
        std::vector<std::string> names;
        for (const auto& name : store->names())
            if (is_ours(name) && name.ends_with(manifest_end)) names.push_back(name.substr(0, name.size() - manifest_end.size()));
        std::ranges::sort(names, std::greater{});
        return names;
    }

    // A note that is older than every backup has nothing to say to any of them.
    void remove_old_notes() const {
        const auto backups = backup_names();
        if (backups.empty()) return;
        for (const auto& name : store->names())
            if (is_note(name) && time_of(name) < time_of(backups.back())) store->remove(name);
    }

    // By their names, so that a manifest that cannot be read is removed in its time as well. What cannot be removed makes no backup fail.
    void remove_old(const std::string& newest) const {
        const auto oldest = name_at(timing::now() - config.keep_days * timing::a_day);
        try {
            for (const auto& name : store->names()) {
                if (!is_ours(name) || name.starts_with(newest) || name.substr(0, oldest.size()) >= oldest) continue;
                store->remove(name);
                logging::info("backup.removed", {{"name", name}});
            }
            remove_old_notes();
        } catch (const std::exception& failure) {
            logging::error("backup.not_removed", {{"reason", std::string(failure.what())}});
        }
    }

    // A dump that can be loaded, of a backup whose file is what was written.
    struct Fetched {
        Backup backup;
        std::string file;
    };
    Fetched fetch(const Workplace& work, std::string name, const std::stop_token& stop = {}) const {
        if (const auto names = backup_names(); name.empty() && !names.empty()) name = names.front();
        if (name.empty()) throw Error(ErrorCode::not_found, "There is no backup.");
        Fetched fetched{read_manifest(work, name), work / "fetched"};
        const auto& backup = fetched.backup;
        if (backup.engine != (is_sqlite() ? "sqlite" : "postgres"))
            throw Error(ErrorCode::invalid, name + " was made of " + backup.engine + ", which this database is not.");
        store->get(backup.file, fetched.file, stop);
        if (sha256_of_file(fetched.file, stop) != backup.sha256) throw Error(ErrorCode::invalid, backup.file + " is not the file that was written: its SHA-256 differs.");
        if (!is_sqlite()) return fetched;
        unpack(fetched.file, work / "dump", stop);
        fetched.file = work / "dump";
        return fetched;
    }
};

Backups::Backups(db::Config database, std::string data_directory, BackupConfig config)
    : state_(std::make_unique<State>(std::move(database), std::move(data_directory), std::move(config))) {
    state_->store = open_store(state_->config, state_->data);
}
Backups::~Backups() = default;

Backup Backups::make(const std::stop_token& stop) {
    sweep(state_->data);
    const Workplace work(state_->data);
    const auto at = timing::now();
    Backup backup{.name = name_at(at), .version = OT_VERSION, .engine = state_->is_sqlite() ? "sqlite" : "postgres", .made_at = timing::to_rfc3339(at)};
    backup.file = backup.name + (state_->is_sqlite() ? ".sqlite.gz" : ".pgdump");
    const auto file = work / backup.file;
    backup.rows = state_->dump_into(work, file, stop);
    if (backup.rows.empty()) throw Error(ErrorCode::unavailable, "The dump holds no table.");
    backup.bytes = static_cast<std::int64_t>(fs::file_size(file));
    backup.sha256 = sha256_of_file(file, stop);
    state_->store->put(backup.file, file, stop);
    const auto manifest = work / "manifest";
    std::ofstream(manifest) << json::write(backup) << '\n';
    state_->store->put(backup.name + std::string(manifest_end), manifest);
    state_->remove_old(backup.name);
    return backup;
}

void Backups::note(const std::string& id, const std::string& words) {
    const Workplace work(state_->data);
    const auto file = work / "note";
    std::ofstream(file) << words << '\n';
    state_->store->put("note-" + std::string(time_of(name_at(timing::now()))) + '-' + id, file);
}

std::vector<std::string> Backups::notes() {
    const Workplace work(state_->data);
    std::vector<std::string> notes;
    for (const auto& name : state_->store->names()) {
        if (!is_note(name)) continue;
        state_->store->get(name, work / name);
        notes.push_back(content_of(work / name));
    }
    return notes;
}

std::vector<Backup> Backups::list() {
    const Workplace work(state_->data);
    std::vector<Backup> backups;
    for (const auto& name : state_->backup_names()) {
        try {
            backups.push_back(state_->read_manifest(work, name));
        } catch (const Error& error) {
            logging::warn("backup.unreadable", {{"name", name}, {"reason", error.detail}});
        }
    }
    return backups;
}

Backup Backups::verify(const std::string& name, const std::stop_token& stop) {
    const Workplace work(state_->data);
    auto fetched = state_->fetch(work, name, stop);
    const auto wrong = difference(db::inspect(state_->database, fetched.file, stop), fetched.backup.rows);
    if (!wrong.empty()) throw Error(ErrorCode::invalid, fetched.backup.name + ": " + wrong);
    return std::move(fetched.backup);
}

Backups::Restored Backups::restore(const std::string& name, bool replace) {
    const Workplace work(state_->data);
    auto fetched = state_->fetch(work, name);
    Restored restored{std::move(fetched.backup), {}};
    restored.aside = db::load(state_->database, state_->data, fetched.file, replace ? db::Replace::yes : db::Replace::no);
    const auto wrong = difference(db::count_rows(state_->database, state_->data), restored.backup.rows);
    if (wrong.empty()) return restored;
    throw Error(ErrorCode::invalid, restored.backup.name + ": " + wrong + (restored.aside.empty() ? "" : "; what stood there is kept as " + restored.aside));
}

Task<void> make_one(Backups& backups, pool::Pool& background, std::stop_token stop) {
    const auto made = co_await background.run([&backups, &stop] { return backups.make(stop); });
    logging::info("backup.made", {{"name", made.name}, {"bytes", made.bytes}});
}

void tend(jobs::Jobs& jobs, Backups& backups, pool::Pool& background, const BackupConfig& config) {
    jobs.add({.name = "admin.backup", .cron = config.at, .deadline = std::chrono::hours(6)}, [&backups, &background](jobs::Job job) { return make_one(backups, background, job.stop); });
}

}  // namespace admin
