#pragma once
#include <boost/json/value.hpp>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "platform/client/client.hpp"
#include "platform/clock/clock.hpp"
#include "platform/db/database.hpp"
#include "platform/id.hpp"

namespace http {
class Router;
}  // namespace http
namespace identity {
struct PrivacyPart;
}

// Aliases → providers. Rooms ask for an alias and get a stream of typed parts; every call is a `model_runs` row.
namespace models {

enum class Alias { tutor, moderator, tip_generator, embedder, judge, speech };

struct Tool {
    std::string name, description;
    boost::json::object input_schema;
};
struct ToolCall {
    std::string id, name;
    boost::json::object input;
};
struct ToolResult {
    std::string call_id, content;
    bool is_error = false;
};
// An assistant message repeats the calls that the model made; the user message after it answers each of them.
struct Message {
    enum class Role { user, assistant } role = Role::user;
    std::string text;
    std::vector<ToolCall> tool_calls = {};
    std::vector<ToolResult> tool_results = {};
};

struct Prompt {
    std::string system;
    std::vector<Message> messages;
    std::vector<Tool> tools;
    std::optional<boost::json::object> schema;  // structured output: the reply is JSON of this schema
    int max_tokens = 1024;
};

struct Usage {  // tokens; one meaning for all providers: total input = uncached_in + cache_write_* + cache_read
    std::int64_t uncached_in = 0, cache_write_5m = 0, cache_write_1h = 0, cache_read = 0, out = 0;
    bool estimated = false;
};

struct Completion {
    std::string text;
    std::vector<ToolCall> tool_calls;
    std::string stop_reason;  // end_turn, max_tokens, stop_sequence, tool_use, …; a refusal is Reason::refused instead
    Usage usage;
    double cost_usd = 0;
    std::chrono::milliseconds latency{0}, first_token{0};
    std::string model;
};

enum class Reason { not_configured, over_quota, refused, rate_limited, unavailable, timeout, cut, garbage, rejected, cancelled, withheld };
struct ModelError {
    Reason reason;
    std::string detail;  // for the log and the admin; never shown to learners as it is
    std::string partial;  // text received before the failure
    std::chrono::milliseconds again{0};  // how long the provider asked to be left alone; 0: it did not say
};
using Result = std::expected<Completion, ModelError>;

// Who pays and who is asking; written into the run.
struct Context {
    OrgId org;
    UserId user;
    tracing::Context trace;
    bool anonymous = true;
    timing::Deadline deadline = timing::in(std::chrono::minutes(2));
    // The longest silence before a model's first text, tries again included, and between two pieces of text.
    std::optional<std::chrono::milliseconds> patience = {};
    std::stop_token stop = {};  // a stop ends the call as Reason::cancelled; what was generated so far is billed and recorded
};

struct Config {
    std::string anthropic_api_key, anthropic_base_url = "https://api.anthropic.com";
    std::string openai_api_key, openai_base_url;  // a base URL alone turns the provider on
    std::string litellm_url, litellm_api_key, ollama_url;
    // "provider:model", fallbacks after commas; a provider alone takes the first model that its server lists; empty: picked from
    // what is configured. Providers: anthropic, openai, litellm, ollama.
    std::string tutor, moderator, embedder, judge;
    double daily_cap_usd = 50, user_daily_cap_usd = 5;
    bool over_quota = false;          // OT_OVER_QUOTA=1
    bool moderation_fails_open = false;  // for signed-in users when the classifier cannot be reached
    std::string crisis_line;          // shown with a crisis refusal
    std::string prices_file;          // JSON rows that override the built-in dated table (README.md)
    std::chrono::milliseconds connect_timeout{5'000}, first_byte_timeout{60'000}, idle_timeout{30'000};
    std::chrono::milliseconds moderation_timeout{2'500};
    int retries = 2;
};

enum class Verdict { allowed, refused, crisis };
struct Moderation {
    Verdict verdict = Verdict::allowed;
    std::string category;  // "" or the rule's; personal_data is allowed, and `redacted` is what to use instead of the text
    std::string message;   // for the person
    std::string redacted;  // the text without e-mail addresses, telephone and card numbers
};

class Models {
public:
    Models(db::Database& database, client::Client& client, Config config);
    ~Models();

    // Asked before words of a person go to a provider, embedders and classifiers among them. Where it says no, nothing leaves: calls end as
    // Reason::withheld, and moderation goes by its offline rules. Set once, before serving; without it everything is permitted.
    using Permits = std::function<Task<bool>(OrgId, UserId)>;
    void permit_by(Permits permits);

    bool configured(Alias alias) const;
    // False while the alias is not configured, its breaker is open, or the cap is reached: a lesson then goes on at L0.
    bool healthy(Alias alias) const;
    // Personal data is taken out of user messages first. Streams: `on_text` gets each piece as it comes, on the caller's executor. One row in every case, also when cancelled or failed.
    // Retries only while nothing was handed to `on_text`.
    Task<Result> complete(Alias alias, Prompt prompt, Context context, std::function<void(std::string_view)> on_text = {});
    // One vector per text, ordered as given; empty error when not configured.
    Task<std::expected<std::vector<std::vector<float>>, ModelError>> embed(std::vector<std::string> texts, Context context);
    std::string embedder_name() const;  // "provider:model", stored with the index

    // Offline crisis and personal-data rules first, then the `moderator` alias when configured (PLT-8). A refusal is a
    // `safety.refused` event.
    Task<Moderation> moderate(std::string text, Context context);
    // Throws Error(over_quota) at the cap or with OT_OVER_QUOTA=1. Cheap: cached sums. (MDL-4)
    Task<void> afford(Context context);

    struct State;  // the room's own

private:
    std::unique_ptr<State> state_;
};

void mount(http::Router& router, Models& models);  // POST /v1/hello

// What is kept of a person's calls. What they cost stays when the person goes.
identity::PrivacyPart privacy_part(db::Database& database);

}  // namespace models
