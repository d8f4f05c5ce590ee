#include "models/moderation/personal_data.hpp"

#include <gtest/gtest.h>

namespace {

using models::redact;

TEST(PersonalData, IsTakenOut) {
    const std::vector<std::pair<const char*, const char*>> cases{
        {"mail ann.b+x@school-1.example.org.", "mail [email]."},
        {"(ann@x.io)", "([email])"},
        {"call 555-123-4567 now", "call [phone] now"},
        {"(555) 123-4567", "[phone]"},
        {"1-555-123-4567", "[phone]"},
        {"+44 20 7946 0958", "[phone]"},
        {"+4915112345678", "[phone]"},
        {"020 7946 0958", "[phone]"},
        {"06 12 34 56 78", "[phone]"},
        {"030/12345678", "[phone]"},
        {"my number is 5551234567", "my number is [phone]"},
        {"card 4111 1111 1111 1111, ok?", "card [card], ok?"},
        {"4111111111111111", "[card]"},
        {"3782-822463-10005", "[card]"},
        {"a@b.org and c@d.org", "[email] and [email]"},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(redact(text), expected) << text;
}

TEST(PersonalData, IsNotSeenInPhysics) {
    for (const auto* text : {"c = 299 792 458 m/s", "3.1415926535897932", "6.02214076e23", "h = 6.62607015 × 10^-34 J s", "1 000 000 000", "v @ 3 s",
                             "F(x) = 2(3) + 4(5)", "from 1939-1945", "on 2026-11-21", "ISBN 978-0-19-852663-6", "0-19-852663-6", "(1) 2 (3) 4", "t = +12.5 s",
                             "1234 5678 9012 3456", "x@y", "0.001 002 003", "12:30:45", "1/2 + 3/4", "10-20-30", "192.168.100.200", "the matrix (100 200 3000)",
                             "9192631770 Hz", "+273.15 K", "4096 8192 16384"})
        EXPECT_EQ(redact(text), text);
}

}  // namespace
