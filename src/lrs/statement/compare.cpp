#include "lrs/statement/compare.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "lrs/json/readable.hpp"
#include "lrs/statement/formats.hpp"
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

bool same_in_order(const std::vector<Node>& left, const std::vector<Node>& right) { return std::ranges::equal(left, right, same); }

// Group members are an unordered list.
bool same_in_any_order(const std::vector<Node>& left, std::vector<Node> right) {
    if (left.size() != right.size()) return false;
    return std::ranges::all_of(left, [&right](Node one) {
        const auto twin = std::ranges::find_if(right, [one](Node other) { return same(one, other); });
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

bool same_member(std::string_view name, Node left, Node right) {
    const bool arrays = left.kind() == Kind::array && right.kind() == Kind::array;
    if (name == "member" && arrays) return same_in_any_order(items(left), items(right));
    return same(left, right);
}

bool same(Node left, Node right) {
    if (is_number(left) && is_number(right)) return left.number() == right.number();
    if (left.kind() != right.kind()) return false;
    switch (left.kind()) {
        case Kind::boolean: return left.boolean() == right.boolean();
        case Kind::string: return left.string() == right.string();
        case Kind::array: return same_in_order(items(left), items(right));
        case Kind::object: return same_members(left, right, {}, same_member);
        default: return true;
    }
}

bool same_activity(Node left, Node right) {
    static constexpr std::array<std::string_view, 2> skipped{"definition", "objectType"};
    return same_members(left, right, skipped, same_member);
}

// One activity and an array of one are the same (XAPI-00096).
std::vector<Node> listed(Node value) { return value.kind() == Kind::array ? items(value) : std::vector{value}; }

bool same_activities(std::string_view, Node left, Node right) { return std::ranges::equal(listed(left), listed(right), same_activity); }

bool same_in_context(std::string_view name, Node left, Node right) {
    return name == "contextActivities" ? same_members(left, right, {}, same_activities) : same_member(name, left, right);
}

bool same_in_result(std::string_view name, Node left, Node right) {
    const bool texts = left.kind() == Kind::string && right.kind() == Kind::string;
    if (name == "duration" && texts) return comparable_duration(left.string()) == comparable_duration(right.string());
    return same_member(name, left, right);
}

bool same_part(std::string_view name, Node left, Node right);

bool same_object(Node left, Node right) {
    static constexpr std::array<std::string_view, 2> skipped{"definition", "attachments"};
    const auto typed = [](Node node) { return node.kind() == Kind::object && json::Members(node).find("objectType"); };
    if (!typed(left) || !typed(right)) return same_activity(left, right);
    return same_members(left, right, skipped, same_part);
}

bool same_part(std::string_view name, Node left, Node right) {
    static constexpr std::array<std::string_view, 1> display{"display"};
    const bool texts = left.kind() == Kind::string && right.kind() == Kind::string;
    if (name == "verb") return same_members(left, right, display, same_member);
    if (name == "object") return same_object(left, right);
    if (name == "context") return same_members(left, right, {}, same_in_context);
    if (name == "result") return same_members(left, right, {}, same_in_result);
    if (name == "timestamp" && texts) return same_time(left.string(), right.string());
    return same_member(name, left, right);
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
