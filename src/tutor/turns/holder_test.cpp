#include "tutor/turns/holder.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tutor {
namespace {

TEST(Holder, LivesWhileItsProcessDoes) {
    EXPECT_FALSE(surely_dead(new_holder()));
    EXPECT_NE(new_holder(), new_holder());
}

TEST(Holder, IsDeadWhenItLetGo) { EXPECT_TRUE(surely_dead("")); }

TEST(Holder, IsNotSurelyDeadOnAnotherMachine) {
    EXPECT_FALSE(surely_dead("another-boot/pid:[1]/1/1/nonce"));
    EXPECT_FALSE(surely_dead("nonsense"));
}

TEST(Holder, IsDeadWhenItsProcessIsGoneOrItsPidWasReused) {
    auto holder = new_holder();
    const auto pid = "/" + std::to_string(::getpid()) + "/";
    const auto at = holder.find(pid);
    ASSERT_NE(at, std::string::npos);

    const auto child = ::fork();
    if (child == 0) ::_exit(0);
    ::waitpid(child, nullptr, 0);
    auto gone = holder;
    EXPECT_TRUE(surely_dead(gone.replace(at, pid.size(), "/" + std::to_string(child) + "/")));
    EXPECT_TRUE(surely_dead(holder.insert(at + pid.size(), "9")));  // started at another time
}

}  // namespace
}  // namespace tutor
