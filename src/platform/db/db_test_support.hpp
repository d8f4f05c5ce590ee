#pragma once
// For tests of any room that touches storage: every test of a DbTest suite runs on SQLite and, when OT_TEST_POSTGRES holds a
// connection string (tools/with_postgres sets it), on PostgreSQL, each time on an empty database of its own.
//
//   using LessonDbTest = db::DbTest;
//   OT_ON_EACH_ENGINE(LessonDbTest);
//   TEST_P(LessonDbTest, KeepsItsEvents) {
//       database->migrate(tutor::migrations);
//       EXPECT_EQ(run(count_events(*database)), 0);
//   }
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "platform/db/database.hpp"
#include "platform/run.hpp"

namespace db {

template <class T>
T run(Task<T> task) {
    return run_to_end(std::move(task));
}

// Looks again and again until it holds; false when it does not in `patience`.
inline bool eventually(const std::function<bool()>& holds, std::chrono::milliseconds patience = std::chrono::seconds(8)) {
    for (const auto until = std::chrono::steady_clock::now() + patience; std::chrono::steady_clock::now() < until; std::this_thread::sleep_for(std::chrono::milliseconds(2)))
        if (holds()) return true;
    return holds();
}

// A directory that goes away with the object.
class TemporaryDirectory {
public:
    TemporaryDirectory() : path_(std::filesystem::temp_directory_path() / ("omnitutor-test-" + new_uuid())) {
        std::filesystem::create_directories(path_);
    }
    ~TemporaryDirectory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// An empty database of one engine, gone with the object: a file, or a schema of its own on the test server.
class TestDatabase {
public:
    explicit TestDatabase(Engine engine) : engine_(engine) {
        if (engine == Engine::postgres) make_schema();
    }
    ~TestDatabase() {
        if (engine_ == Engine::postgres) on_server("DROP SCHEMA " + schema_ + " CASCADE");
    }
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    // Opens it (again); `config` may change anything but the place.
    std::unique_ptr<Database> open(Config config = {}) const {
        config.database_url = url();
        return db::open(config, directory_.path().string());
    }
    std::string url() const { return engine_ == Engine::postgres ? in_schema(server()) : "sqlite:" + (directory_.path() / "test.db").string(); }

    static std::string server() {
        const char* url = std::getenv("OT_TEST_POSTGRES");
        return url ? url : "";
    }

private:
    // The server is named by a URL or by libpq's keywords. The name tells the connections of this test from all others.
    std::string in_schema(const std::string& url) const {
        if (url.find("://") == url.npos)
            return url + " application_name=" + schema_ + " options='-c search_path=" + schema_ + "'";
        const char* join = url.find('?') == url.npos ? "?" : "&";
        return url + join + "application_name=" + schema_ + "&options=-csearch_path%3D" + schema_;
    }
    void make_schema() {
        schema_ = "test_" + new_uuid();
        std::erase(schema_, '-');
        on_server("CREATE SCHEMA " + schema_);
    }
    static void on_server(const std::string& statement) {
        const auto admin = db::open(Config{.database_url = server(), .connections = 3}, "");
        admin->run_now(Query{"test.schema", statement, statement});
    }

    Engine engine_;
    TemporaryDirectory directory_;
    std::string schema_;
};

class DbTest : public testing::TestWithParam<Engine> {
protected:
    TestDatabase place{GetParam()};
    std::unique_ptr<Database> database = place.open();
};

inline std::vector<Engine> tested_engines() {
    std::vector<Engine> engines{Engine::sqlite};
    if (!TestDatabase::server().empty()) engines.push_back(Engine::postgres);
    return engines;
}
// Those with connections that can be cut.
inline std::vector<Engine> tested_servers() {
    auto engines = tested_engines();
    std::erase(engines, Engine::sqlite);
    return engines;
}
inline std::string engine_name(const testing::TestParamInfo<Engine>& info) {
    return info.param == Engine::sqlite ? "sqlite" : "postgres";
}

}  // namespace db

#define OT_ON_EACH_ENGINE(suite) \
    INSTANTIATE_TEST_SUITE_P(Each, suite, testing::ValuesIn(db::tested_engines()), db::engine_name)
