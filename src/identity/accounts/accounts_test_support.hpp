#pragma once
#include "identity/accounts.hpp"
#include "identity/identity_test_support.hpp"

namespace identity {

// The routes of accounts beside them. Hashes are cheap here.
class AccountsTest : public SessionsTest {
protected:
    void SetUp() override {
        SessionsTest::SetUp();
        identity::mount(router, identity, accounts);
        identity::mount(router, directory);
    }
    void TearDown() override { accounts.close(); }

    static std::string person(const std::string& name, const std::string& more = "") {
        return R"({"name":")" + name + R"(","password":"a password that is long")" + more + "}";
    }
    Visitor signed_up(const std::string& name) {
        auto somebody = visitor();
        EXPECT_EQ(somebody.post("/v1/signup", person(name)).status, 200);
        return somebody;
    }
    // By the admin token, as the first administrator of a school is.
    Visitor administrator() {
        auto admin = visitor();
        EXPECT_EQ(admin.post("/v1/auth/token", R"({"token":"open sesame"})").status, 200);
        return admin;
    }

    static constexpr AccountsConfig cheap{.password_memory_kib = 64, .password_passes = 1, .hashing_threads = 2};
    Accounts accounts{identity, *database, cheap};
    Directory directory{identity, *database};
};

}  // namespace identity
