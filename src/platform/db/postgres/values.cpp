#include "platform/db/postgres/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "platform/db/text.hpp"

namespace db::postgres {

namespace {
// Fixed numbers of built-in types, from PostgreSQL's pg_type.dat.
constexpr Oid boolean = 16, bytea = 17, int8 = 20, int2 = 21, int4 = 23, float4 = 700, float8 = 701, numeric = 1700;

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

Parameters::Parameters(std::span<const Value> values) { take(values); }
Parameters::Parameters(std::span<const View> values) { take(values); }

template <class SomeValues>
void Parameters::take(const SomeValues& values) {
    texts_.reserve(values.size());
    pointers_.reserve(values.size());
    for (const auto& value : values) {
        lengths_.push_back(0);
        formats_.push_back(0);
        pointers_.push_back(std::visit([this](const auto& held) { return this->add(held); }, value));
    }
}

const char* Parameters::keep(std::string text, int format) {
    lengths_.back() = static_cast<int>(text.size());
    formats_.back() = format;
    return texts_.emplace_back(std::move(text)).c_str();
}
const char* Parameters::add(std::int64_t value) { return keep(std::to_string(value)); }
const char* Parameters::add(double value) { return keep(fmt::format("{}", value)); }
const char* Parameters::add(const std::string& value) {
    refuse_nul(value);
    return value.c_str();
}
const char* Parameters::add(std::string_view value) {
    refuse_nul(value);
    return keep(std::string(value));
}
const char* Parameters::add(std::span<const std::byte> value) {
    // Of lengths that are given libpq needs no end mark; but a null pointer would be NULL.
    lengths_.back() = static_cast<int>(value.size());
    formats_.back() = 1;
    return value.empty() ? "" : reinterpret_cast<const char*>(value.data());
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
