#include "lms/courses/courses.hpp"

#include <set>

#include "lms/sql.gen.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/db/bytes.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"
#include "platform/outcome.hpp"

namespace lms {

namespace {
constexpr timing::Micros longest_import = 3600LL * 1'000'000;
constexpr std::size_t most_bytes_together = 1u << 20, most_files_together = 200;

Course course_of(const db::Row& row) { return {row.text(0), json::read<Structure>(row.text(1)), row.integer(2)}; }

std::optional<Course> first_of(const db::Rows& rows) { return rows.empty() ? std::nullopt : std::optional(course_of(rows[0])); }

// Nobody sees the course any more; its files go after it, a few at a time.
bool withdraw(db::Transaction& tx, const OrgId& org, const std::string& id, const identity::Act& act) {
    if (tx.run(sql::withdraw_course, org, id).affected() == 0) return false;
    identity::record(tx, act);
    tx.run(sql::delete_statements_of_course, org, id);
    tx.run(sql::delete_sessions_of_course, org, id);
    tx.run(sql::delete_registrations_of_course, org, id);
    return true;
}

struct PackedFile {
    std::string path, etag;
    db::Bytes content;
};

void insert_files(db::Transaction& tx, const OrgId& org, const std::string& course, const std::vector<PackedFile>& files) {
    for (const auto& file : files) tx.run(sql::add_file, org, course, file.path, file.etag, file.content);
}

PackedFile pack(Package& package, const std::string& path) {
    const auto content = package.read(path);
    return {path, crypto::sha256_hex(content).substr(0, 32), db::bytes_of(content)};
}

// The files from `next` on that go into one transaction: few bytes or few files, so that a large package holds nobody up.
std::vector<PackedFile> take_some(Package& package, std::set<std::string>::const_iterator& next) {
    std::vector<PackedFile> files;
    for (std::size_t bytes = 0; next != package.files().end() && bytes < most_bytes_together && files.size() < most_files_together; ++next)
        bytes += files.emplace_back(pack(package, *next)).content.size();
    return files;
}
}  // namespace

const std::string& first_text(const std::vector<Text>& texts) { return texts.front().text; }

std::optional<Course> find_course(db::Transaction& tx, const OrgId& org, const std::string& id) { return first_of(tx.run(sql::find_course, org, id)); }

Task<Course> Courses::add(OrgId org, UserId user, std::string_view bytes, PackageLimits limits, identity::Act act) {
    auto package = co_await cpu_.run([bytes, limits] { return std::make_unique<Package>(bytes, limits); });
    Course course{new_uuid(), package->structure(), timing::now()};
    co_await remove_abandoned(org);
    co_await database_.write(sql::add_course, org, course.id, first_text(course.structure.title), json::write(course.structure), user, course.made_at);
    const auto added = co_await outcome_of(add_files(org, course.id, *package));
    if (!added) co_await remove_rows(org, course.id);
    or_throw(added);
    act.subject = course.id;
    co_await database_.transact([org, id = course.id, act](db::Transaction& tx) {
        tx.run(sql::publish_course, org, id);
        identity::record(tx, act);
    });
    co_return course;
}

Task<void> Courses::add_files(const OrgId& org, const std::string& course, Package& package) {
    for (auto next = package.files().begin(); next != package.files().end();) {
        auto files = co_await cpu_.run([&] { return take_some(package, next); });
        co_await database_.transact([org, course, files = std::move(files)](db::Transaction& tx) { insert_files(tx, org, course, files); });
    }
}

Task<void> Courses::remove_rows(OrgId org, std::string id) {
    for (std::int64_t gone = 1; gone > 0;) gone = (co_await database_.write(sql::delete_some_files, org, id)).affected();
    co_await database_.write(sql::delete_course, org, id);
}

// What an import or a removal that died left behind.
Task<void> Courses::remove_abandoned(OrgId org) {
    for (const auto& row : co_await database_.read(sql::list_abandoned_imports, org, timing::now() - longest_import)) co_await remove_rows(org, row.text(0));
}

Task<std::vector<Course>> Courses::list(OrgId org) {
    std::vector<Course> courses;
    for (const auto& row : co_await database_.read(sql::list_courses, org)) courses.push_back(course_of(row));
    co_return courses;
}

Task<std::optional<Course>> Courses::find(OrgId org, std::string id) { co_return first_of(co_await database_.read(sql::find_course, org, id)); }

Task<bool> Courses::remove(OrgId org, std::string id, identity::Act act) {
    act.subject = id;
    const bool was_there = co_await database_.transact([org, id, act](db::Transaction& tx) { return withdraw(tx, org, id, act); });
    if (was_there) co_await remove_rows(std::move(org), std::move(id));
    co_return was_there;
}

Task<std::optional<std::string>> Courses::file_etag(std::string content_key, std::string path) {
    const auto rows = co_await database_.read(sql::find_file_etag, content_key, path);
    co_return rows.empty() ? std::nullopt : std::optional(rows[0].text(0));
}

Task<std::optional<File>> Courses::file(std::string content_key, std::string path) {
    const auto rows = co_await database_.read(sql::find_file, content_key, path);
    if (rows.empty()) co_return std::nullopt;
    co_return File{rows[0].text(0), rows[0].text(1), rows[0].bytes(2)};
}

}  // namespace lms
