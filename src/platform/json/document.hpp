#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/json/tape.hpp"

// A parsed JSON text and cursors into it. The parser (simdjson) stays behind this face.
namespace json {

enum class Kind { null, boolean, integer, number, string, array, object };

// One value of a document; two words, valid while its Document lives. Each reader asks for its own kind only.
class Node {
public:
    Kind kind() const {
        switch (tape_->type(at_)) {
            case '{': return Kind::object;
            case '[': return Kind::array;
            case '"': return Kind::string;
            case 'l':
            case 'u': return Kind::integer;
            case 'd': return Kind::number;
            case 't':
            case 'f': return Kind::boolean;
            default: return Kind::null;
        }
    }
    bool boolean() const { return tape_->type(at_) == 't'; }
    std::int64_t integer() const;  // saturates at the ends of the range
    double number() const;         // of an integer as well
    std::string_view string() const { return tape_->string(at_); }

private:
    friend class Cursor;
    friend class Document;
    const Tape* tape_ = nullptr;
    std::size_t at_ = 0;
};

// Walks the items of an array or the members of an object: for (Cursor at(node); !at.done(); at.advance()) …
class Cursor {
public:
    explicit Cursor(Node container)
        : tape_(container.tape_), at_(container.at_ + 1), end_(tape_->next(container.at_) - 1), object_(tape_->type(container.at_) == '{') {}
    bool done() const { return at_ == end_; }
    void advance() { at_ = tape_->next(at_ + object_); }
    std::string_view key() const { return object_ ? tape_->string(at_) : std::string_view(); }  // of a member; "" for an item
    Node value() const {
        Node node;
        node.tape_ = tape_;
        node.at_ = at_ + object_;
        return node;
    }

private:
    const Tape* tape_;
    std::size_t at_, end_;
    bool object_;
};

// Finds members of one object. Asking in the order of the text makes each search one step.
class Members {
public:
    explicit Members(Node object) : begin_(object), at_(object) {}
    std::optional<Node> find(std::string_view key);

private:
    Cursor begin_, at_;
};

// Throws Error(invalid) with pointer and place when `text` is not JSON in UTF-8, nests deeper than 64, holds a number
// outside double or 64-bit integer, or names a member twice. Any thread; make, use and drop one on one thread.
class Document {
public:
    explicit Document(std::string_view text);
    ~Document();
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;
    Node root() const { return root_; }

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
    Node root_;
};

}  // namespace json
