#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/json/document.hpp"

namespace lrs {

// Direct: what the plain filters of GET statements look at. Related: what only `related_agents` and `related_activities`
// reach (part 3, 2.1.3).
enum class Relation { direct, related };

struct AgentFact {
    std::string identity;  // of agent.hpp
    std::string_view name;
    Relation relation;
    bool of_authority = false;  // which the store may replace
};

struct ActivityFact {
    std::string_view id;
    std::optional<json::Node> definition;
    Relation relation;
};

struct VerbFact {
    std::string_view id;
    std::optional<json::Node> display;
};

struct AttachmentFact {
    std::string_view usage_type, content_type, sha2;
    bool has_url = false;
    bool nested = false;  // in a SubStatement
    std::string pointer;  // where it stands in the request
};

// What a valid statement says, as far as the store must know it. Views and nodes live as long as the Document.
struct Facts {
    std::optional<std::string_view> id, timestamp, registration, target;  // target: of a StatementRef as object
    std::vector<AgentFact> agents;
    std::vector<ActivityFact> activities;
    std::string_view verb;
    std::vector<VerbFact> verbs;  // of the statement and of its SubStatement
    std::vector<AttachmentFact> attachments;
    bool has_version = false;
    bool is_newer = false;        // uses what only 2.0.0 knows
    bool has_lone_activity = false;  // a contextActivities value that is no array and must be returned as one
    bool voids = false;
};

}  // namespace lrs
