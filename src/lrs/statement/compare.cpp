#include "lrs/statement/compare.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "lrs/json/readable.hpp"
#include "lrs/statement/agent.hpp"
#include "lrs/statement/formats.hpp"
#include "lrs/statement/rules.hpp"
#include "platform/json/document.hpp"

namespace lrs {

namespace {
using json::Kind;
using json::Node;

bool same(Node left, Node right);

std::vector<Node> items(Node array) {
    std::vector<Node> found;
    for (json::Cursor at(array); !at.done(); at.advance()) found.push_back(at.value());
    return found;
}

bool are(Kind kind, Node left, Node right) { return left.kind() == kind && right.kind() == kind; }

bool same_in_order(Node left, Node right, bool (*compare)(Node, Node)) {
    if (!are(Kind::array, left, right)) return same(left, right);
    return std::ranges::equal(items(left), items(right), compare);
}

bool same_in_any_order(const std::vector<Node>& left, std::vector<Node> right, bool (*compare)(Node, Node)) {
    if (left.size() != right.size()) return false;
    return std::ranges::all_of(left, [&](Node one) {
        const auto twin = std::ranges::find_if(right, [&](Node other) { return compare(one, other); });
        if (twin == right.end()) return false;
        right.erase(twin);
        return true;
    });
}

bool same_time(std::string_view left, std::string_view right) {
    const auto read = [](std::string_view text) { return read_timestamp(text, Version::v1_0_3); };
    return left == right || (read(left) && read(left) == read(right));
}

bool is_number(Node node) { return node.kind() == Kind::integer || node.kind() == Kind::number; }

using Skipped = std::span<const std::string_view>;
using Compare = bool (*)(std::string_view name, Node left, Node right);

std::size_t size_without(Node object, Skipped skipped) {
    std::size_t size = 0;
    for (json::Cursor at(object); !at.done(); at.advance()) size += std::ranges::find(skipped, at.key()) == skipped.end();
    return size;
}

bool same_members(Node left, Node right, Skipped skipped, Compare compare) {
    if (left.kind() != Kind::object || right.kind() != Kind::object) return same(left, right);
    if (size_without(left, skipped) != size_without(right, skipped)) return false;
    json::Members others(right);
    for (json::Cursor at(left); !at.done(); at.advance()) {
        if (std::ranges::find(skipped, at.key()) != skipped.end()) continue;
        const auto other = others.find(at.key());
        if (!other || !compare(at.key(), at.value(), *other)) return false;
    }
    return true;
}

bool same_value(std::string_view, Node left, Node right) { return same(left, right); }

bool same(Node left, Node right) {
    if (is_number(left) && is_number(right)) return left.number() == right.number();
    if (left.kind() != right.kind()) return false;
    switch (left.kind()) {
        case Kind::boolean: return left.boolean() == right.boolean();
        case Kind::string: return left.string() == right.string();
        case Kind::array: return same_in_order(left, right, same);
        case Kind::object: return same_members(left, right, {}, same_value);
        default: return true;
    }
}

// UUIDs and language tags.
bool same_in_any_case(Node left, Node right) {
    return are(Kind::string, left, right) ? lower_case(left.string()) == lower_case(right.string()) : same(left, right);
}

bool same_agent(Node left, Node right);

// Group members are an unordered list. What has a case and what has none is for agent.hpp to say.
bool same_in_agent(std::string_view name, Node left, Node right) {
    if (name == "member" && are(Kind::array, left, right)) return same_in_any_order(items(left), items(right), same_agent);
    if (name == "mbox" && are(Kind::string, left, right)) return mbox_identity(left.string()) == mbox_identity(right.string());
    if (name == "mbox_sha1sum" && are(Kind::string, left, right)) return sha1_identity(left.string()) == sha1_identity(right.string());
    return same(left, right);
}

bool same_agent(Node left, Node right) { return same_members(left, right, {}, same_in_agent); }

bool same_in_ref(std::string_view name, Node left, Node right) { return name == "id" ? same_in_any_case(left, right) : same(left, right); }

bool same_ref(Node left, Node right) { return same_members(left, right, {}, same_in_ref); }

bool same_activity(Node left, Node right) {
    static constexpr std::array<std::string_view, 2> skipped{"definition", "objectType"};
    return same_members(left, right, skipped, same_value);
}

// One activity and an array of one are the same (XAPI-00096).
std::vector<Node> listed(Node value) { return value.kind() == Kind::array ? items(value) : std::vector{value}; }

bool same_activities(std::string_view, Node left, Node right) { return std::ranges::equal(listed(left), listed(right), same_activity); }

// Of a contextAgent or contextGroup.
bool same_in_related(std::string_view name, Node left, Node right) {
    return name == "agent" || name == "group" ? same_agent(left, right) : same(left, right);
}

bool same_related(Node left, Node right) { return same_members(left, right, {}, same_in_related); }

bool same_in_context(std::string_view name, Node left, Node right) {
    if (name == "registration" || name == "language") return same_in_any_case(left, right);
    if (name == "instructor" || name == "team") return same_agent(left, right);
    if (name == "statement") return same_ref(left, right);
    if (name == "contextActivities") return same_members(left, right, {}, same_activities);
    return name == "contextAgents" || name == "contextGroups" ? same_in_order(left, right, same_related) : same(left, right);
}

bool same_in_result(std::string_view name, Node left, Node right) {
    if (name == "duration" && are(Kind::string, left, right)) return comparable_duration(left.string()) == comparable_duration(right.string());
    return same(left, right);
}

bool same_part(std::string_view name, Node left, Node right);

bool same_object(Node left, Node right) {
    static constexpr std::array<std::string_view, 1> skipped{"attachments"};
    const auto type = rules::object_type(left, "Activity");
    if (type != rules::object_type(right, "Activity")) return false;
    if (type == "Activity") return same_activity(left, right);
    if (type == "Agent" || type == "Group") return same_agent(left, right);
    return type == "StatementRef" ? same_ref(left, right) : same_members(left, right, skipped, same_part);
}

bool same_part(std::string_view name, Node left, Node right) {
    static constexpr std::array<std::string_view, 1> display{"display"};
    if (name == "actor") return same_agent(left, right);
    if (name == "verb") return same_members(left, right, display, same_value);
    if (name == "object") return same_object(left, right);
    if (name == "context") return same_members(left, right, {}, same_in_context);
    if (name == "result") return same_members(left, right, {}, same_in_result);
    if (name == "timestamp" && are(Kind::string, left, right)) return same_time(left.string(), right.string());
    return same(left, right);
}

bool same_when_both_say(Node left, Node right) {
    const auto one = json::Members(left).find("timestamp"), other = json::Members(right).find("timestamp");
    return !one || !other || same_part("timestamp", *one, *other);
}
}  // namespace

bool equivalent(std::string_view left, std::string_view right) {
    static constexpr std::array<std::string_view, 6> set_by_store{"id", "stored", "authority", "version", "timestamp", "attachments"};
    const Readable one(left), other(right);
    return same_when_both_say(one.root(), other.root()) && same_members(one.root(), other.root(), set_by_store, same_part);
}

}  // namespace lrs
