#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/models.hpp"

namespace models {

// Why one try failed and what may help.
struct Fault {
    Reason reason;
    std::string detail;
    bool retry = false;             // the same request may succeed soon
    std::chrono::seconds rest{0};   // the provider is of no use for this long (a bad key, a spent budget)
};

// What has been read of one reply.
struct Reply {
    std::string text;
    std::vector<ToolCall> tool_calls;
    std::string stop_reason;
    std::optional<Usage> usage;
    std::string model;
    bool finished = false;  // the reply said that it is complete
    std::optional<Fault> fault;
};

// Reads one streamed reply, event by event. Unknown events, blocks, fields and values are skipped: providers add them unannounced.
class ReplyReader {
public:
    virtual ~ReplyReader() = default;
    // The visible text that this event adds; never reasoning.
    virtual std::string take(const client::ServerSentEvent& event) = 0;
    // The connection has ended.
    virtual void end() {}
    Reply reply;
};

struct Scored {  // one answer of a moderation endpoint
    bool flagged = false;
    std::vector<std::pair<std::string, double>> scores;
    std::vector<std::string> categories;  // those flagged
};

// How one kind of server is spoken to. Pure: makes requests and reads answers, sends nothing.
class Provider {
public:
    virtual ~Provider() = default;
    virtual const std::string& name() const = 0;
    virtual client::Request chat(const std::string& model, const Prompt& prompt) const = 0;
    virtual std::unique_ptr<ReplyReader> reader(const std::string& model, const Prompt& prompt) const = 0;
    // Of an answer whose status is not 200.
    virtual Fault fault(const client::Response& response) const = 0;
    virtual client::Request list_models() const = 0;
    virtual bool has_embeddings() const { return false; }
    virtual client::Request embeddings(const std::string& model, const std::vector<std::string>& texts) const;
    virtual client::Request moderation(const std::string& model, std::string_view text) const;
};

std::vector<std::string> model_ids(std::string_view body);  // of a model list, both vendors' shape

struct Embedded {
    std::vector<std::vector<float>> vectors;
    Usage usage;
};
// nullopt when the answer does not hold exactly one vector of one common dimension per text.
std::optional<Embedded> read_embeddings(std::string_view body, std::size_t texts);
std::optional<Scored> read_moderation(std::string_view body);

// Structured output arrives as one of these.
enum class Structure { output_format, forced_tool };
// What differs between models of one provider; data in capabilities_data.cpp, the longest prefix of the model's name wins.
struct Capability {
    std::string_view model_prefix;
    Structure structure = Structure::output_format;
    bool effort = false;  // accepts output_config.effort
};
const Capability& capability_of(std::string_view model);

std::unique_ptr<Provider> make_anthropic(std::string base_url, std::string key);

// What differs between servers that speak OpenAI's protocol.
struct OpenAiFlavour {
    std::string name;
    std::string base_url;  // with /v1
    std::string key;
    std::string token_field = "max_tokens";  // OpenAI itself wants max_completion_tokens
    bool obfuscation_option = false;         // knows stream_options.include_obfuscation
};
std::unique_ptr<Provider> make_openai(OpenAiFlavour flavour);

}  // namespace models
