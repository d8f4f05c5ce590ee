#pragma once
#include <optional>
#include <string>
#include <vector>

#include "identity/audit.hpp"
#include "lms/package/package.hpp"
#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"
#include "platform/pool/pool.hpp"

namespace lms {

struct Course {
    std::string id;
    Structure structure;
    timing::Micros made_at = 0;
};

struct File {
    std::string course, etag;
    db::Bytes content;
};

// Imported courses and their files. They never change. Any thread.
class Courses {
public:
    Courses(db::Database& database, pool::Pool& cpu) : database_(database), cpu_(cpu) {}

    // The course appears when all its files are there; a failure leaves nothing. `act` is recorded with it, as with a removal. Throws what
    // Package throws.
    Task<Course> add(OrgId org, UserId user, std::string_view package, PackageLimits limits = {}, identity::Act act = {});
    Task<std::vector<Course>> list(OrgId org);  // newest first
    Task<std::optional<Course>> find(OrgId org, std::string id);
    // With the registrations and sessions; the record store keeps its statements. False when there is none.
    Task<bool> remove(OrgId org, std::string id, identity::Act act = {});
    // Of the course that the content key of a registration opens.
    Task<std::optional<std::string>> file_etag(std::string content_key, std::string path);
    Task<std::optional<File>> file(std::string content_key, std::string path);

private:
    Task<void> remove_rows(OrgId org, std::string id);
    Task<void> remove_abandoned(OrgId org);
    Task<void> add_files(const OrgId& org, const std::string& course, Package& package);
    db::Database& database_;
    pool::Pool& cpu_;
};

// In a transaction; only a course that is ready.
std::optional<Course> find_course(db::Transaction& tx, const OrgId& org, const std::string& id);
// The text in the first language that the course has.
const std::string& first_text(const std::vector<Text>& texts);

}  // namespace lms
