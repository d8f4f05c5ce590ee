#include "lrs/store/keys.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <utility>

namespace lrs {
namespace {

// Stores hold keys: those of each length must stay what they were.
TEST(Keys, StayWhatTheyWere) {
    constexpr std::array<std::pair<std::size_t, std::int64_t>, 15> known{{{0, -7730513092595565396},
                                                                          {4, 7267651518997763925},
                                                                          {6, 6667509250879754938},
                                                                          {7, 8236627523661888135},
                                                                          {8, 3034518634132554762},
                                                                          {12, -508738965184865165},
                                                                          {15, 5770863746071592226},
                                                                          {16, -9198108303818709790},
                                                                          {20, 4315917586123774776},
                                                                          {23, -7040229270203522187},
                                                                          {24, -4550564065746419391},
                                                                          {28, -3644379069278893186},
                                                                          {32, 6309908485703062389},
                                                                          {36, -4685156250935629679},
                                                                          {40, 8516411556389365844}}};
    const OrgId org("0192f2a0-1234-7abc-8def-0123456789ab");
    std::string text;
    for (const auto& [size, key] : known) {
        while (text.size() < size) text += static_cast<char>(0x80 + text.size() * 37);
        EXPECT_EQ(key_of(org, KeyKind::activity, text), key) << size;
    }
}


// Stores hold these too: a page would miss what is entered under another.
TEST(Keys, TheirSignatureStaysWhatItWas) {
    EXPECT_EQ(signature_of(std::array<std::int64_t, 0>{}), 0);
    EXPECT_EQ(signature_of(std::array{std::int64_t{-7730513092595565396}}), 4466765987840);
    EXPECT_EQ(signature_of(std::array{std::int64_t{7267651518997763925}, std::int64_t{6667509250879754938}}), 576460924102131744);
}

TEST(Keys, ASignatureHasAllBitsOfItsKeysAndSeldomThoseOfOthers) {
    std::mt19937_64 random(20261122);
    const auto key = [&random] { return static_cast<std::int64_t>(random()); };
    int mistaken = 0;
    for (int i = 0; i < 10'000; ++i) {
        std::array<std::int64_t, 10> keys;
        std::ranges::generate(keys, key);
        const auto all = signature_of(keys), own = signature_of(std::span(keys).first(1)), other = signature_of(std::array{key()});
        ASSERT_GT(all, 0);
        ASSERT_EQ(all & own, own);
        mistaken += (all & other) == other;
    }
    EXPECT_LT(mistaken, 1'000);
}
}  // namespace
}  // namespace lrs
