#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "platform/error.hpp"
#include "platform/json/json.hpp"

namespace json {

std::vector<std::string> pick_texts(std::string_view text, const std::vector<std::string_view>& members) {
    const Document document(text);
    std::vector<std::string> texts;
    if (document.root().kind() != Kind::object) return texts;
    Members object(document.root());
    for (const auto member : members) {
        const auto found = object.find(member);
        if (found && found->kind() == Kind::string) texts.emplace_back(found->string());
    }
    return texts;
}

}  // namespace json

namespace json::detail {

namespace {
std::string_view name_of(Kind kind) {
    switch (kind) {
        case Kind::null: return "null";
        case Kind::boolean: return "a boolean";
        case Kind::integer: return "an integer";
        case Kind::number: return "a number";
        case Kind::string: return "a string";
        case Kind::array: return "an array";
        case Kind::object: return "an object";
    }
    return "";
}

[[noreturn]] void refuse(const Place& place, std::string reason) {
    const std::string pointer = place.pointer();
    throw Error(ErrorCode::invalid, fmt::format("{}: {}", pointer.empty() ? "the body" : pointer, reason)).at(pointer);
}

void check(const Spot& spot, double size, std::string_view unit) {
    if (!spot.limit || (size >= spot.limit->least && size <= spot.limit->most)) return;
    refuse(spot.place, fmt::format("from {} to {}{} expected, found {}", spot.limit->least, spot.limit->most, unit, size));
}

std::size_t code_points(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

bool is_whole(Node node) {
    constexpr double exact = 9007199254740992;  // 2^53: beyond it a double no longer tells whole numbers apart
    if (node.kind() == Kind::integer) return true;
    return node.kind() == Kind::number && std::trunc(node.number()) == node.number() && std::abs(node.number()) <= exact;
}
}  // namespace

void mismatch(const Spot& spot, std::string_view expected, Node found) {
    refuse(spot.place, fmt::format("{} expected, found {}", expected, name_of(found.kind())));
}

void missing(const Place& object, std::string_view member) { refuse({&object, member}, "required"); }

bool read_boolean(Node node, const Spot& spot) {
    if (node.kind() != Kind::boolean) mismatch(spot, "a boolean", node);
    return node.boolean();
}

std::int64_t read_integer(Node node, const Spot& spot, std::int64_t least, std::int64_t most) {
    if (!is_whole(node)) mismatch(spot, "an integer", node);
    const auto number = node.kind() == Kind::integer ? node.integer() : static_cast<std::int64_t>(node.number());
    if (number < least || number > most) refuse(spot.place, "an integer out of range");
    check(spot, static_cast<double>(number), "");
    return number;
}

double read_number(Node node, const Spot& spot) {
    if (node.kind() != Kind::number && node.kind() != Kind::integer) mismatch(spot, "a number", node);
    check(spot, node.number(), "");
    return node.number();
}

std::string read_text(Node node, const Spot& spot) {
    if (node.kind() != Kind::string) mismatch(spot, "a string", node);
    if (spot.limit) check(spot, static_cast<double>(code_points(node.string())), " characters");
    return std::string(node.string());
}

std::size_t read_size(Node array, const Spot& spot) {
    if (array.kind() != Kind::array) mismatch(spot, "an array", array);
    std::size_t size = 0;
    for (Cursor at(array); !at.done(); at.advance()) ++size;
    check(spot, static_cast<double>(size), " items");
    return size;
}

boost::json::value read_any(Node node) {
    switch (node.kind()) {
        case Kind::null: return nullptr;
        case Kind::boolean: return node.boolean();
        case Kind::integer: return node.integer();
        case Kind::number: return node.number();
        case Kind::string: return boost::json::value(node.string());
        case Kind::array: {
            boost::json::array array;
            for (Cursor at(node); !at.done(); at.advance()) array.push_back(read_any(at.value()));
            return array;
        }
        case Kind::object: {
            boost::json::object object;
            for (Cursor at(node); !at.done(); at.advance()) object.emplace(at.key(), read_any(at.value()));
            return object;
        }
    }
    return nullptr;
}

const Limit* limit_of(const Limit* begin, const Limit* end, std::string_view member) {
    const auto found = std::find_if(begin, end, [&](const Limit& limit) { return limit.member == member; });
    return found == end ? nullptr : found;
}

}  // namespace json::detail
