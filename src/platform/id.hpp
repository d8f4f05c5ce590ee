#pragma once
#include <compare>
#include <string>
#include <string_view>

// A fresh UUIDv7 (RFC 9562, 5.7) in lower-case hex; strictly increasing within one process. Any thread.
std::string new_uuid();
// True for the 36 characters of any RFC 9562 UUID, lower or upper case.
bool is_uuid(std::string_view text);

// An id that cannot be mixed up with another kind of id. `Tag` is any incomplete struct.
template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(std::string text) : text_(std::move(text)) {}
    static Id fresh() { return Id(new_uuid()); }

    const std::string& str() const { return text_; }
    bool empty() const { return text_.empty(); }
    friend auto operator<=>(const Id&, const Id&) = default;

private:
    std::string text_;
};

using OrgId = Id<struct OrgTag>;
using UserId = Id<struct UserTag>;
using SessionId = Id<struct SessionTag>;
