#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "platform/db/database.hpp"
#include "platform/pool/pool.hpp"

namespace jobs {
class Jobs;
}

namespace admin {

struct BackupConfig {
    std::string to;      // OT_BACKUP_TO: a directory, or s3://BUCKET/PREFIX; empty: `backups` in the data directory
    std::string at = "0 2 * * *";  // OT_BACKUP_AT: when one is made, as a cron expression in UTC
    int keep_days = 30;  // older ones are removed when a new one is made; the newest always stays
    std::string s3_endpoint, s3_region = "us-east-1", s3_key, s3_secret;
};

// What is known of a backup without opening it: its manifest, a JSON file beside it, which is written last. Without one it is no backup.
struct Backup {
    std::string name;     // omnitutor-20261121T020000Z
    std::string version;  // of the program that made it
    std::string engine;   // sqlite, postgres
    std::string made_at;  // RFC 3339
    std::string file;     // its file's name, beside the manifest
    std::int64_t bytes = 0;
    std::string sha256;   // of the file
    std::map<std::string, std::int64_t> rows;  // of each table
};

// Backups of the whole database (ADM-5). Everything blocks, some of it for minutes: for commands and for jobs on a pool. Calls do not
// disturb each other, nor a server that runs. Throws Error(unavailable) with a reason that a person can act on.
class Backups {
public:
    // Throws Error(invalid) for a place that is none.
    Backups(db::Config database, std::string data_directory, BackupConfig config);
    ~Backups();

    // Makes one, and then removes those that are too old. One that is asked to stop leaves nothing, and throws Error(unavailable) within some seconds.
    Backup make(const std::stop_token& stop = {});
    std::vector<Backup> list();  // newest first
    // Fetches the file, compares its hash, loads it apart and counts its rows: Error(invalid) says what does not fit. Error(not_found)
    // for a name that there is none of; "" is the newest.
    Backup verify(const std::string& name, const std::stop_token& stop = {});
    // A few words that are kept beside the backups for as long as one of them is older, and come back when one is restored: what must be done again then.
    void note(const std::string& id, const std::string& words);
    std::vector<std::string> notes();
    // Puts it in the place of the database, once its hash is right, and counts the rows; see db::load. `aside` is where what stood there went, "" for nothing.
    struct Restored {
        Backup backup;
        std::string aside;
    };
    Restored restore(const std::string& name, bool replace);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Makes one on the schedule `admin.backup`, on `background`; one that fails is tried again as every job. All outlive `jobs`.
void tend(jobs::Jobs& jobs, Backups& backups, pool::Pool& background, const BackupConfig& config);

}  // namespace admin
