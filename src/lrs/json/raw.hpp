#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/text/ascii.hpp"

// The pieces of a JSON text as they were written: what the store keeps and gives back is the sender's own text, number for
// number. Only for text that json::Document has accepted.
namespace lrs::raw {

// The name of a member as it was written, between its quotes.
class Name {
public:
    explicit Name(std::string_view quoted) : quoted_(quoted) {}
    std::string_view quoted() const { return quoted_; }
    std::string text() const;  // unescaped
    bool operator==(std::string_view text) const;

private:
    std::string_view quoted_;
};

struct Member {
    Name name;
    std::string_view value;
};
// Of an object that begins with its brace, in order; values have no blanks around them.
std::vector<Member> members(std::string_view object);
std::vector<std::string_view> items(std::string_view array);
using text::trimmed;  // JSON has the same blanks
inline bool is_object(std::string_view value) { return value.starts_with('{'); }
inline bool is_array(std::string_view value) { return value.starts_with('['); }
// The value of a member, or "".
std::string_view find(const std::vector<Member>& members, std::string_view name);
// The text of a JSON string value.
std::string unquoted(std::string_view value);
std::string quoted(std::string_view text);

// Writes an object member by member.
class ObjectWriter {
public:
    explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }
    // The value is JSON already.
    void add(std::string_view name, std::string_view value);
    void add(const Name& name, std::string_view value);
    // The caller appends the value to the returned text.
    std::string& begin(std::string_view name);
    std::string& begin(const Name& name);
    void close() { out_ += '}'; }

private:
    void begin_name();

    std::string& out_;
    bool first_ = true;
};

}  // namespace lrs::raw
