#include "platform/json/document.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <vector>

#include "platform/error.hpp"
#include "platform/json/place.hpp"

namespace json {

namespace {
namespace dom = simdjson::dom;
using Words = std::array<std::uintptr_t, 2>;

constexpr std::size_t max_depth = 64;
constexpr std::size_t kept_capacity = 1 << 20;  // a parser that has grown beyond it is not kept for the next text

// simdjson's cursors are two words, the document and the position in it; ours carry them without its 30,000-line header.
static_assert(sizeof(dom::element) == sizeof(Words) && sizeof(dom::array::iterator) == sizeof(Words) &&
              sizeof(dom::object::iterator) == sizeof(Words));
template <class To>
To as(Words words) {
    return std::bit_cast<To>(words);
}
template <class From>
Words words(From from) {
    return std::bit_cast<Words>(from);
}

constexpr std::size_t small = 16;  // so many keys are compared with each other; more are sorted

std::optional<std::string_view> repeated_key(Node object) {
    std::array<std::string_view, small> seen;
    std::size_t count = 0;
    for (Cursor at(object); !at.done(); at.advance()) {
        const auto end = seen.begin() + static_cast<std::ptrdiff_t>(count);
        if (std::find(seen.begin(), end, at.key()) != end) return at.key();
        if (count == small) break;
        seen[count++] = at.key();
    }
    return std::nullopt;
}

std::optional<std::string_view> repeated_key_of_many(Node object) {
    std::vector<std::string_view> keys;
    for (Cursor at(object); !at.done(); at.advance()) keys.push_back(at.key());
    std::ranges::sort(keys);
    const auto twin = std::ranges::adjacent_find(keys);
    if (twin == keys.end()) return std::nullopt;
    return *twin;
}

std::size_t size_of(Node container) {
    std::size_t size = 0;
    for (Cursor at(container); !at.done(); at.advance()) ++size;
    return size;
}

void refuse_repeated_keys(Node object, const Place& place) {
    const auto repeated = size_of(object) <= small ? repeated_key(object) : repeated_key_of_many(object);
    if (repeated) throw Error(ErrorCode::invalid, "a member is named twice").at(Place{&place, *repeated}.pointer());
}

// Databases and C libraries end a text at its first NUL, so one that holds it would be shortened somewhere later.
void refuse_nul(std::string_view text, const Place& place) {
    if (text.find('\0') != text.npos) throw Error(ErrorCode::invalid, "a string holds U+0000").at(place.pointer());
}

// What JSON allows and we do not. Depth is bounded by the parser, so this recursion is too.
void check(Node node, const Place& place) {
    const Kind kind = node.kind();
    if (kind == Kind::string) return refuse_nul(node.string(), place);
    if (kind == Kind::object) refuse_repeated_keys(node, place);
    if (kind != Kind::object && kind != Kind::array) return;
    std::size_t index = 0;
    for (Cursor at(node); !at.done(); at.advance(), ++index)
        check(at.value(), kind == Kind::object ? Place{&place, at.key()} : Place{&place, {}, index});
}

Error not_json(std::string_view text, simdjson::error_code code) {
    if (code == simdjson::EMPTY) return Error(ErrorCode::invalid, "JSON expected, the body is empty");
    const Flaw flaw = find_flaw(text);
    return Error(ErrorCode::invalid,
                 fmt::format("not valid JSON: {} (line {}, column {})", flaw.reason, flaw.line, flaw.column))
        .at(flaw.pointer);
}
}  // namespace

Kind Node::kind() const {
    switch (as<dom::element>(place_).type()) {
        case dom::element_type::ARRAY: return Kind::array;
        case dom::element_type::OBJECT: return Kind::object;
        case dom::element_type::STRING: return Kind::string;
        case dom::element_type::BOOL: return Kind::boolean;
        case dom::element_type::DOUBLE: return Kind::number;
        case dom::element_type::NULL_VALUE: return Kind::null;
        default: return Kind::integer;
    }
}

bool Node::boolean() const { return as<dom::element>(place_).get_bool().value_unsafe(); }

std::int64_t Node::integer() const {
    const auto element = as<dom::element>(place_);
    if (element.is_uint64() && !element.is_int64()) return std::numeric_limits<std::int64_t>::max();
    return element.get_int64().value_unsafe();
}

double Node::number() const { return as<dom::element>(place_).get_double().value_unsafe(); }

std::string_view Node::string() const { return as<dom::element>(place_).get_string().value_unsafe(); }

Cursor::Cursor(Node container) : object_(container.kind() == Kind::object) {
    const auto element = as<dom::element>(container.place_);
    if (object_) {
        const auto object = element.get_object().value_unsafe();
        at_ = words(object.begin());
        end_ = words(object.end());
    } else {
        const auto array = element.get_array().value_unsafe();
        at_ = words(array.begin());
        end_ = words(array.end());
    }
}

bool Cursor::done() const { return at_ == end_; }

void Cursor::advance() {
    if (object_) {
        auto next = as<dom::object::iterator>(at_);
        at_ = words(++next);
    } else {
        auto next = as<dom::array::iterator>(at_);
        at_ = words(++next);
    }
}

std::string_view Cursor::key() const { return object_ ? as<dom::object::iterator>(at_).key() : std::string_view(); }

Node Cursor::value() const {
    Node node;
    node.place_ = object_ ? words(as<dom::object::iterator>(at_).value()) : words(*as<dom::array::iterator>(at_));
    return node;
}

std::optional<Node> Members::find(std::string_view key) {
    for (; !at_.done(); at_.advance()) {
        if (at_.key() != key) continue;
        const Node found = at_.value();
        at_.advance();
        return found;
    }
    for (at_ = begin_; !at_.done(); at_.advance())
        if (at_.key() == key) return at_.value();
    at_ = begin_;
    return std::nullopt;
}

struct Document::Parser {
    dom::parser parser;
    Parser() { (void)parser.allocate(4096, max_depth); }

    static std::unique_ptr<Parser>& spare() {
        thread_local std::unique_ptr<Parser> parser;
        return parser;
    }
};

Document::Document(std::string_view text) : parser_(std::move(Parser::spare())) {
    if (!parser_) parser_ = std::make_unique<Parser>();
    const auto parsed = parser_->parser.parse(text.data(), text.size());
    if (parsed.error()) throw not_json(text, parsed.error());
    root_.place_ = words(parsed.value_unsafe());
    check(root_, Place{});
}

Document::~Document() {
    if (parser_->parser.capacity() <= kept_capacity) Parser::spare() = std::move(parser_);
}

}  // namespace json
