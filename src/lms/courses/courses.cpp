#include "lms/courses/courses.hpp"

#include "lms/sql.gen.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace lms {

namespace {
constexpr timing::Micros longest_import = 3600LL * 1'000'000;

db::Bytes bytes_of(std::string_view text) {
    const auto* begin = reinterpret_cast<const std::byte*>(text.data());
    return {begin, begin + text.size()};
}

Course course_of(const db::Row& row) { return {row.text(0), json::read<Structure>(row.text(1)), row.integer(2)}; }

std::optional<Course> first_of(const db::Rows& rows) { return rows.empty() ? std::nullopt : std::optional(course_of(rows[0])); }

bool remove_course(db::Transaction& tx, const OrgId& org, const std::string& id) {
    tx.run(sql::delete_files, org, id);
    tx.run(sql::delete_statements_of_course, org, id);
    tx.run(sql::delete_sessions_of_course, org, id);
    tx.run(sql::delete_registrations_of_course, org, id);
    return tx.run(sql::delete_course, org, id).affected() > 0;
}

// What an import that died left behind.
void remove_abandoned_imports(db::Transaction& tx, const OrgId& org) {
    for (const auto& row : tx.run(sql::list_abandoned_imports, org, timing::now() - longest_import)) remove_course(tx, org, row.text(0));
}

Task<std::exception_ptr> outcome_of(Task<void> work) {
    try {
        co_await std::move(work);
    } catch (...) {
        co_return std::current_exception();
    }
    co_return nullptr;
}
}  // namespace

const std::string& first_text(const std::vector<Text>& texts) { return texts.front().text; }

std::optional<Course> find_course(db::Transaction& tx, const OrgId& org, const std::string& id) { return first_of(tx.run(sql::find_course, org, id)); }

Task<Course> Courses::add(OrgId org, UserId user, std::string_view bytes, PackageLimits limits) {
    auto package = co_await cpu_.run([bytes, limits] { return std::make_unique<Package>(bytes, limits); });
    Course course{new_uuid(), package->structure(), timing::now()};
    co_await database_.transact([org](db::Transaction& tx) { remove_abandoned_imports(tx, org); });
    co_await database_.write(sql::add_course, org, course.id, first_text(course.structure.title), json::write(course.structure), user, course.made_at);
    if (const auto failure = co_await outcome_of(add_files(org, course.id, *package))) {
        co_await remove(org, course.id);
        std::rethrow_exception(failure);
    }
    co_await database_.write(sql::publish_course, org, course.id);
    co_return course;
}

// A file is a transaction of its own, so that a large package holds nobody up.
Task<void> Courses::add_files(const OrgId& org, const std::string& course, Package& package) {
    for (const auto& name : package.files()) {
        const auto content = co_await cpu_.run([&package, &name] { return package.read(name); });
        co_await database_.write(sql::add_file, org, course, name, crypto::sha256_hex(content).substr(0, 32), bytes_of(content));
    }
}

Task<std::vector<Course>> Courses::list(OrgId org) {
    std::vector<Course> courses;
    for (const auto& row : co_await database_.read(sql::list_courses, org)) courses.push_back(course_of(row));
    co_return courses;
}

Task<std::optional<Course>> Courses::find(OrgId org, std::string id) { co_return first_of(co_await database_.read(sql::find_course, org, id)); }

Task<bool> Courses::remove(OrgId org, std::string id) {
    co_return co_await database_.transact([org, id](db::Transaction& tx) { return remove_course(tx, org, id); });
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
