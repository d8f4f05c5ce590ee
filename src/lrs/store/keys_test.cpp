#include "lrs/store/keys.hpp"

#include <gtest/gtest.h>

#include <array>
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

}  // namespace
}  // namespace lrs
