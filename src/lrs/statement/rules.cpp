#include "lrs/statement/rules.hpp"

#include <fmt/format.h>

#include "lrs/statement/formats.hpp"
#include "platform/error.hpp"
#include "platform/id.hpp"

namespace lrs::rules {

namespace {
constexpr std::size_t most_quoted = 60;

std::string quoted(std::string_view text) {
    if (text.size() <= most_quoted) return fmt::format("\"{}\"", text);
    std::size_t end = most_quoted;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return fmt::format("\"{}…\"", text.substr(0, end));
}

std::string describe(json::Node node) {
    switch (node.kind()) {
        case json::Kind::null: return "null";
        case json::Kind::boolean: return node.boolean() ? "true" : "false";
        case json::Kind::integer: return fmt::format("{}", node.integer());
        case json::Kind::number: return fmt::format("{}", node.number());
        case json::Kind::string: return quoted(node.string());
        case json::Kind::array: return "an array";
        case json::Kind::object: return "an object";
    }
    return "";
}

[[noreturn]] void refuse_at(const json::Place& place, std::string_view what, std::string_view clause) {
    std::string pointer = place.pointer();
    throw Error(ErrorCode::invalid, fmt::format("{}: {} (xAPI {})", pointer.empty() ? "the statement" : pointer, what, clause))
        .at(std::move(pointer));
}

void check_text(const At& at, bool (*fits)(std::string_view), std::string_view expected, std::string_view clause) {
    if (at.node.kind() != json::Kind::string || !fits(at.node.string())) refuse(at, expected, clause);
}
}  // namespace

void refuse(const At& at, std::string_view expected, std::string_view clause) {
    refuse_at(at.place, fmt::format("expected {}, found {}", expected, describe(at.node)), clause);
}

void refuse_absence(const json::Place& object, std::string_view property, std::string_view clause) {
    refuse_at(object, fmt::format("expected the property \"{}\", found none", property), clause);
}

void refuse_type(const At& object, std::string_view expected, std::string_view clause) {
    const auto type = object.node.kind() == json::Kind::object ? json::Members(object.node).find("objectType") : std::nullopt;
    if (!type) refuse_absence(object.place, "objectType", clause);
    refuse({*type, {&object.place, "objectType"}}, expected, clause);
}

void expect_object(const At& at, std::string_view clause) {
    if (at.node.kind() != json::Kind::object) refuse(at, "an object", clause);
}

void expect_array(const At& at, std::string_view clause) {
    if (at.node.kind() != json::Kind::array) refuse(at, "an array", clause);
}

std::string_view expect_string(const At& at, std::string_view clause) {
    if (at.node.kind() != json::Kind::string) refuse(at, "a string", clause);
    return at.node.string();
}

namespace {
// Senders keep the order of the specification more often than not, so the search goes on behind the last row met.
std::size_t find_row(std::span<const Property> properties, std::string_view key, std::size_t from) {
    const auto named = [&](std::size_t row) { return properties[row].name == key; };
    for (std::size_t row = from; row < properties.size(); ++row)
        if (named(row)) return row;
    for (std::size_t row = 0; row < from; ++row)
        if (named(row)) return row;
    return properties.size();
}
}  // namespace

Found each_property(Pass& pass, const At& object, std::span<const Property> properties, std::string_view clause) {
    expect_object(object, clause);
    Found found;
    std::size_t next = 0;
    for (json::Cursor at(object.node); !at.done(); at.advance()) {
        const auto key = at.key();
        const json::Place place{&object.place, key};
        const auto row = find_row(properties, key, next);
        if (row == properties.size()) refuse_at(place, "the specification knows no such property here", fmt::format("{}, XAPI-00010", clause));
        next = row + 1;
        const auto value = at.value();
        found.add(row, value);
        properties[row].check(pass, {value, place});
    }
    return found;
}

void each_item(Pass& pass, const At& array, Check check, std::string_view clause) {
    expect_array(array, clause);
    std::size_t index = 0;
    for (json::Cursor at(array.node); !at.done(); at.advance(), ++index) {
        const json::Place place{&array.place, {}, index};
        check(pass, {at.value(), place});
    }
}

void string(Pass&, const At& at) { expect_string(at, "part 2, 2.2, XAPI-00006"); }

void boolean(Pass&, const At& at) {
    if (at.node.kind() != json::Kind::boolean) refuse(at, "true or false", "part 2, 2.2, XAPI-00006");
}

void number(Pass&, const At& at) {
    if (at.node.kind() != json::Kind::integer && at.node.kind() != json::Kind::number) refuse(at, "a number", "part 2, 2.2, XAPI-00006");
}

void iri(Pass&, const At& at) { check_text(at, is_iri, "an IRI with a scheme", "part 2, 2.2 and 4.3, XAPI-00011"); }
void irl(Pass&, const At& at) { check_text(at, is_iri, "an IRL with a scheme", "part 2, 2.2 and 4.3, XAPI-00011"); }
void uuid(Pass&, const At& at) { check_text(at, is_uuid, "a UUID", "part 2, 4.4, XAPI-00030"); }
void duration(Pass&, const At& at) { check_text(at, is_duration, "an ISO 8601 duration", "part 2, 4.6, XAPI-00124"); }
void language_tag(Pass&, const At& at) { check_text(at, is_language_tag, "an RFC 5646 language tag", "part 2, 2.4.6, XAPI-00013"); }

void timestamp(Pass& pass, const At& at) {
    constexpr std::string_view clause = "part 2, 4.5, XAPI-00123";
    const bool newer = pass.version == Version::v2_0_0;
    if (at.node.kind() != json::Kind::string || !read_timestamp(at.node.string(), pass.version))
        refuse(at, newer ? "an RFC 3339 timestamp" : "an ISO 8601 timestamp", clause);
}

void language_map(Pass&, const At& at) {
    constexpr std::string_view clause = "part 2, 4.2, XAPI-00121";
    expect_object(at, clause);
    for (json::Cursor entry(at.node); !entry.done(); entry.advance()) {
        const json::Place place{&at.place, entry.key()};
        if (!is_language_tag(entry.key())) refuse_at(place, "expected an RFC 5646 language tag as key", clause);
        expect_string({entry.value(), place}, clause);
    }
}

// Any value is welcome, null too (part 2, 4.1).
void extensions(Pass&, const At& at) {
    constexpr std::string_view clause = "part 2, 4.1, XAPI-00118";
    expect_object(at, clause);
    for (json::Cursor entry(at.node); !entry.done(); entry.advance())
        if (!is_iri(entry.key())) refuse_at({&at.place, entry.key()}, "expected an IRI with a scheme as key", clause);
}

std::string_view object_type(json::Node object, std::string_view otherwise) {
    if (object.kind() != json::Kind::object) return otherwise;
    const auto type = json::Members(object).find("objectType");
    return type && type->kind() == json::Kind::string ? type->string() : otherwise;
}

}  // namespace lrs::rules
