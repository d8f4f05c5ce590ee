#pragma once
#include <gtest/gtest.h>

#include "models/models_fake.hpp"
#include "models/sql.gen.hpp"
#include "platform/db/db_test_support.hpp"
#include "platform/sql.gen.hpp"

namespace models {

// How many times longer everything may take: a sanitizer makes all of it slower.
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
constexpr int slowed = 10;
#else
constexpr int slowed = 1;
#endif

// Asks scripted servers, impatiently, and shows what is recorded of it.
class ModelsDbTest : public db::DbTest {
protected:
    ModelsDbTest() {
        database->migrate(platform::migrations);
        database->migrate(models::migrations);
    }

    static Config hurried(Config config) {
        using namespace std::chrono_literals;
        config.connect_timeout = 300ms * slowed;
        config.first_byte_timeout = 150ms * slowed;
        config.idle_timeout = 150ms * slowed;
        config.moderation_timeout = 300ms * slowed;
        config.retries = 1;
        return config;
    }
    Context context(std::chrono::milliseconds deadline = std::chrono::seconds(5) * slowed) const {
        return {.org = OrgId("org"), .user = UserId("user"), .trace = tracing::Context::of_trace("0af7651916cd43dd8448eb211c80319c"), .deadline = timing::in(deadline)};
    }
    Result ask(Models& models, Prompt prompt = {.messages = {{.text = "Hi"}}}) {
        return db::run(models.complete(Alias::tutor, std::move(prompt), context(), [this](std::string_view text) { shown += text; }));
    }
    Result ask(const Config& config) {
        Models models(*database, client, hurried(config));
        return ask(models);
    }
    // 0 status, 1 attempts, 2 uncached_in, 3 tokens_out, 4 cost_usd, 5 estimated, 6 model, 7 error, 8 first_token_ms, 9 alias, 10 provider
    db::Rows runs() {
        constexpr std::string_view text =
            "SELECT status, attempts, uncached_in, tokens_out, cost_usd, estimated, model, error, first_token_ms, alias, provider FROM model_runs ORDER BY id";
        return database->run_now(db::Query{"test.runs", text, text});
    }

    client::Client client;
    std::string shown;
};

}  // namespace models
