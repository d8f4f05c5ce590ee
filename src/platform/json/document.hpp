#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// A parsed JSON text and cursors into it. The parser (simdjson) stays behind this face.
namespace json {

enum class Kind { null, boolean, integer, number, string, array, object };

// One value of a document; two words, valid while its Document lives. Each reader asks for its own kind only.
class Node {
public:
    Kind kind() const;
    bool boolean() const;
    std::int64_t integer() const;  // saturates at the ends of the range
    double number() const;         // of an integer as well
    std::string_view string() const;

private:
    friend class Cursor;
    friend class Document;
    std::array<std::uintptr_t, 2> place_{};
};

// Walks the items of an array or the members of an object: for (Cursor at(node); !at.done(); at.advance()) …
class Cursor {
public:
    explicit Cursor(Node container);
    bool done() const;
    void advance();
    std::string_view key() const;  // of a member; "" for an item
    Node value() const;

private:
    bool object_;
    std::array<std::uintptr_t, 2> at_{}, end_{};
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
