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

void refuse_repetition(std::string_view key, const Place& place) {
    throw Error(ErrorCode::invalid, "a member is named twice").at(Place{&place, key}.pointer());
}

void refuse_repeated_keys_of_many(Node object, const Place& place) {
    std::vector<std::string_view> keys;
    for (Cursor at(object); !at.done(); at.advance()) keys.push_back(at.key());
    std::ranges::sort(keys);
    if (const auto twin = std::ranges::adjacent_find(keys); twin != keys.end()) refuse_repetition(*twin, place);
}

// What JSON allows and we do not, found in one walk. Depth is bounded by the parser, so the recursion is too.
class Inspection {
public:
    // Databases and C libraries end a text at its first NUL, so one that holds it would be shortened somewhere later. Written
    // out it is a control character, which the parser refuses; escaped it can be looked for in the whole text at once.
    explicit Inspection(std::string_view text) : may_hold_nul_(text.find("\\u0000") != text.npos) {}

    void value(Node node, const Place& place) const {
        switch (node.kind()) {
            case Kind::object: return object(node, place);
            case Kind::array: return array(node, place);
            case Kind::string: return string(node, place);
            default: return;
        }
    }

private:
    void object(Node node, const Place& place) const {
        std::array<std::string_view, small> seen;
        std::size_t count = 0;
        for (Cursor at(node); !at.done(); at.advance()) {
            const auto key = at.key();
            if (count < small) {
                if (std::find(seen.begin(), seen.begin() + static_cast<std::ptrdiff_t>(count), key) != seen.begin() + static_cast<std::ptrdiff_t>(count))
                    refuse_repetition(key, place);
                seen[count] = key;
            }
            ++count;
            value(at.value(), Place{&place, key});
        }
        if (count > small) refuse_repeated_keys_of_many(node, place);
    }

    void array(Node node, const Place& place) const {
        std::size_t index = 0;
        for (Cursor at(node); !at.done(); at.advance(), ++index) value(at.value(), Place{&place, {}, index});
    }

    void string(Node node, const Place& place) const {
        if (may_hold_nul_ && node.string().find('\0') != std::string_view::npos)
            throw Error(ErrorCode::invalid, "a string holds U+0000").at(place.pointer());
    }

    bool may_hold_nul_;
};

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
    Inspection(text).value(root_, Place{});
}

Document::~Document() {
    if (parser_->parser.capacity() <= kept_capacity) Parser::spare() = std::move(parser_);
}

}  // namespace json
