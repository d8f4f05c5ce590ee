#include "platform/db/postgres/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace db::postgres {

namespace {
// Fixed numbers of built-in types, from PostgreSQL's pg_type.dat.
constexpr Oid boolean = 16, bytea = 17, int8 = 20, int2 = 21, int4 = 23, float4 = 700, float8 = 701, numeric = 1700;

struct Text {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(double value) const { return fmt::format("{}", value); }
    std::string operator()(const std::string& value) const {
        if (value.find('\0') != value.npos) throw Error(ErrorCode::invalid, "A text holds a NUL character.");
        return value;
    }
    std::string operator()(const Bytes& value) const { return {reinterpret_cast<const char*>(value.data()), value.size()}; }
};

template <class Number>
Number number(std::string_view text) {
    Number value{};
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

int nibble(char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; }

Bytes bytes_of(std::string_view hex) {
    hex.remove_prefix(std::min<std::size_t>(hex.size(), 2));  // the leading \x
    Bytes bytes(hex.size() / 2);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(nibble(hex[2 * i]) * 16 + nibble(hex[2 * i + 1]));
    return bytes;
}
}  // namespace

Parameters::Parameters(std::span<const Value> values) {
    texts_.reserve(values.size());
    pointers_.reserve(values.size());
    for (const Value& value : values) {
        texts_.push_back(std::visit(Text{}, value));
        pointers_.push_back(std::holds_alternative<std::monostate>(value) ? nullptr : texts_.back().c_str());
        lengths_.push_back(static_cast<int>(texts_.back().size()));
        formats_.push_back(std::holds_alternative<Bytes>(value) ? 1 : 0);
    }
}

Value field(const PGresult* result, int row, int column) {
    if (PQgetisnull(result, row, column)) return std::monostate{};
    const std::string_view text(PQgetvalue(result, row, column), static_cast<std::size_t>(PQgetlength(result, row, column)));
    switch (PQftype(result, column)) {
        case boolean: return std::int64_t{text == "t"};
        case int2:
        case int4:
        case int8: return number<std::int64_t>(text);
        case float4:
        case float8: return number<double>(text);
        case numeric:
            if (text.find_first_of(".eEN") == text.npos && text.size() < 19) return number<std::int64_t>(text);
            return number<double>(text);
        case bytea: return bytes_of(text);
        default: return std::string(text);
    }
}

}  // namespace db::postgres
