#include "lrs/moving/body_lines.hpp"

#include <gtest/gtest.h>

#include "platform/run.hpp"

namespace lrs {
namespace {
// A body that comes in steps of so many bytes.
class Steps final : public http::BodyStream {
public:
    Steps(std::string text, std::size_t step) : text_(std::move(text)), step_(step) {}
    Task<std::string> piece() override {
        auto piece = text_.substr(0, step_);
        text_.erase(0, step_);
        co_return piece;
    }
    Task<void> collect(std::size_t) override { co_return; }

private:
    std::string text_;
    std::size_t step_;
};

std::string read(BodyLines& lines) {
    std::string out;
    for (auto line = run_to_end(lines.next()); line; line = run_to_end(lines.next()))
        out += std::to_string(line->number) + (line->too_long ? "!" : ":" + std::string(line->text)) + ' ';
    return out;
}
std::string read(const std::string& text, std::size_t step, std::size_t most) {
    Steps steps(text, step);
    const http::Request request{.stream = &steps};
    BodyLines lines(request, most);
    return read(lines);
}

TEST(BodyLines, AreTheSameHoweverTheBytesCome) {
    for (std::size_t step = 1; step < 20; ++step) {
        EXPECT_EQ(read("a\n\nbcd\nef", step, 100), "1:a 2: 3:bcd 4:ef ");
        EXPECT_EQ(read("a\nb\n", step, 100), "1:a 2:b ");
        EXPECT_EQ(read("", step, 100), "");
    }
}

TEST(BodyLines, PassOverWhatIsTooLong) {
    for (std::size_t step = 1; step < 30; ++step) {
        EXPECT_EQ(read("ab\n" + std::string(20, 'x') + "\ncd\n" + std::string(9, 'y'), step, 4), "1:ab 2! 3:cd 4! ");
        EXPECT_EQ(read("abcd\nabcde\n", step, 4), "1:abcd 2! ");
    }
}

TEST(BodyLines, ABodyThatCameWholeHasThemToo) {
    const http::Request request{.body = "a\nb"};
    BodyLines lines(request, 10);
    EXPECT_EQ(read(lines), "1:a 2:b ");
}
}  // namespace
}  // namespace lrs
