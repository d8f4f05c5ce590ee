#include "admin/live/cursor.hpp"

#include <gtest/gtest.h>

namespace {

TEST(Cursor, ComesBackFromItsText) {
    const admin::Cursor cursor{17, "turn.begun", "0193-ab-cd"};
    EXPECT_EQ(admin::to_text(cursor), "17-turn.begun-0193-ab-cd");
    EXPECT_EQ(admin::cursor_of("17-turn.begun-0193-ab-cd"), cursor);
}

TEST(Cursor, IsNothingWhereTheTextIsNone) {
    for (const char* text : {"", "17", "17-x", "x-y-z", "-1-y-z", "1x-y-z", "99999999999999999999-y-z"}) EXPECT_EQ(admin::cursor_of(text), std::nullopt) << text;
}

TEST(Cursor, StandsInTheOrderOfTimeKindAndId) {
    EXPECT_LT((admin::Cursor{1, "b", "b"}), (admin::Cursor{2, "a", "a"}));
    EXPECT_LT((admin::Cursor{1, "a", "b"}), (admin::Cursor{1, "b", "a"}));
    EXPECT_LT((admin::Cursor{1, "a", "a"}), (admin::Cursor{1, "a", "b"}));
}

}  // namespace
