#pragma once
#include <mutex>
#include <span>
#include <string>

#include "platform/db/database.hpp"
#include "platform/sql.gen.hpp"

namespace db {

// The newest migration that this process knows to have been applied. Any thread.
class KnownMigration {
public:
    void remember(std::span<const Query> migrations) {
        if (migrations.empty()) return;
        const std::lock_guard lock(mutex_);
        newest_ = migrations.back().name;
    }

    Task<bool> is_applied(Database& database) {
        const std::string name = newest();
        try {
            const Rows found = co_await database.read(platform::sql::find_schema_migration, name);
            co_return name.empty() || !found.empty();
        } catch (const Error&) {
            co_return false;
        }
    }

private:
    std::string newest() {
        const std::lock_guard lock(mutex_);
        return newest_;
    }
    std::mutex mutex_;
    std::string newest_;
};

}  // namespace db
