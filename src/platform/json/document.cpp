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

constexpr std::size_t max_depth = 64;
constexpr std::size_t kept_capacity = 1 << 20;  // a parser that has grown beyond it is not kept for the next text

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

// One bit: keys that differ in it are different, as those of one object mostly do.
std::uint64_t trait_of(std::string_view key) {
    if (key.empty()) return 1;
    const auto letter = [key](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(key[at])); };
    return std::uint64_t{1} << ((key.size() + 3 * letter(0) + 7 * letter(key.size() / 2) + 13 * letter(key.size() - 1)) & 63);
}

bool stands_before(Node object, std::size_t count, std::string_view key) {
    Cursor at(object);
    for (std::size_t i = 0; i < count; ++i, at.advance())
        if (at.key() == key) return true;
    return false;
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
        std::uint64_t traits = 0;
        std::size_t count = 0;
        for (Cursor at(node); !at.done(); at.advance(), ++count) {
            const auto key = at.key();
            const auto trait = trait_of(key);
            if ((traits & trait) != 0 && count < small && stands_before(node, count, key)) refuse_repetition(key, place);
            traits |= trait;
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

std::int64_t Node::integer() const {
    const auto value = tape_->words[at_ + 1];
    return tape_->type(at_) == 'u' ? std::numeric_limits<std::int64_t>::max() : std::bit_cast<std::int64_t>(value);
}

double Node::number() const {
    const auto value = tape_->words[at_ + 1];
    switch (tape_->type(at_)) {
        case 'd': return std::bit_cast<double>(value);
        case 'u': return static_cast<double>(value);
        default: return static_cast<double>(std::bit_cast<std::int64_t>(value));
    }
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
    Tape tape;
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
    parser_->tape = {parser_->parser.doc.tape.get(), parser_->parser.doc.string_buf.get()};
    root_.tape_ = &parser_->tape;
    root_.at_ = 1;  // behind the word of the whole text
    Inspection(text).value(root_, Place{});
}

Document::~Document() {
    if (parser_->parser.capacity() <= kept_capacity) Parser::spare() = std::move(parser_);
}

}  // namespace json
