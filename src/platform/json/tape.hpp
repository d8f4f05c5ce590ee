#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// What simdjson makes of a text, read without its 30,000-line header: its documented form (simdjson, doc/tape.md). One word a value, its type in the highest
// byte; a container's word says where what follows it stands; a number has its value in a second word; a string its place among the strings, where its size in
// four bytes precedes it. Members are key, value, key, value … Private to json/document.hpp.
namespace json {

struct Tape {
    const std::uint64_t* words = nullptr;
    const std::uint8_t* strings = nullptr;

    char type(std::size_t at) const { return static_cast<char>(words[at] >> 56); }
    // Behind the value at `at`.
    std::size_t next(std::size_t at) const {
        switch (type(at)) {
            case '{':
            case '[': return static_cast<std::uint32_t>(words[at]);
            case 'l':
            case 'u':
            case 'd': return at + 2;
            default: return at + 1;
        }
    }
    std::string_view string(std::size_t at) const {
        constexpr std::uint64_t payload = (std::uint64_t{1} << 56) - 1;
        const auto* const text = strings + (words[at] & payload);
        std::uint32_t size = 0;
        std::memcpy(&size, text, sizeof size);
        return {reinterpret_cast<const char*>(text) + sizeof size, size};
    }
};

}  // namespace json
