#include "identity/accounts/accounts_test_support.hpp"

namespace identity {
namespace {
using testing::ElementsAre;

class DirectoryDbTest : public AccountsTest {
protected:
    std::vector<std::string> names(const http::Response& reply) {
        std::vector<std::string> all;
        for (const auto& user : boost::json::parse(reply.body).at("users").as_array()) all.emplace_back(user.at("name").as_string());
        return all;
    }
    std::string id_of(Visitor& visitor) { return visitor.user(); }
    http::Response give(Visitor& admin, const std::string& user, const std::string& role) {
        return admin.post("/v1/admin/users/" + user + "/role", R"({"role":")" + role + "\"}");
    }
};
OT_ON_EACH_ENGINE(DirectoryDbTest);

TEST_P(DirectoryDbTest, ListsPeopleWithAnAccountPageByPage) {
    for (const auto* name : {"Carl", "ada", "Bob", "100% Eve_!"}) signed_up(name);
    auto admin = administrator();
    EXPECT_THAT(names(admin.get("/v1/admin/users")), ElementsAre("100% Eve_!", "ada", "Bob", "Carl"));
    const auto first = admin.get("/v1/admin/users?limit=3");
    EXPECT_THAT(names(first), ElementsAre("100% Eve_!", "ada", "Bob"));
    EXPECT_THAT(names(admin.get("/v1/admin/users?after=" + member(first, "/next"))), ElementsAre("Carl"));
    EXPECT_THAT(names(admin.get("/v1/admin/users?q=B")), ElementsAre("Bob"));
    EXPECT_THAT(names(admin.get("/v1/admin/users?q=%")), ElementsAre("100% Eve_!")) << "a sign of patterns is a letter like another";
    EXPECT_THAT(names(admin.get("/v1/admin/users?q=' OR 1=1 --")), ElementsAre());
    EXPECT_THAT(names(admin.get("/v1/admin/users?role=teacher")), ElementsAre());
    EXPECT_EQ(admin.get("/v1/admin/users?role=king").status, 400);
    EXPECT_EQ(admin.get("/v1/admin/users?limit=0").status, 400);
}

TEST_P(DirectoryDbTest, GivesRolesThatHoldAtOnce) {
    auto ada = signed_up("Ada"), admin = administrator();
    EXPECT_EQ(ada.get("/v1/role/2").status, 403);
    EXPECT_EQ(member(give(admin, id_of(ada), "teacher"), "/role"), "teacher");
    EXPECT_EQ(ada.get("/v1/role/2").status, 200);
    EXPECT_EQ(ada.get("/v1/role/3").status, 403);
    give(admin, id_of(ada), "admin");
    EXPECT_EQ(ada.get("/v1/role/3").status, 200);
    EXPECT_EQ(ada.get("/v1/admin/users").status, 200);
    EXPECT_EQ(number("SELECT count(*) FROM audit_logs WHERE action = 'user.make_teacher' AND subject = '" + id_of(ada) + "'"), 1);
    EXPECT_EQ(give(admin, id_of(ada), "anyone").status, 400);
    EXPECT_EQ(give(admin, "00000000-0000-7000-8000-000000000000", "teacher").status, 404);
    auto stranger = visitor();
    EXPECT_EQ(give(admin, id_of(stranger), "teacher").status, 404) << "an anonymous learner has no account";
    EXPECT_EQ(give(stranger, id_of(stranger), "admin").status, 401);
}

TEST_P(DirectoryDbTest, KeepsTheLastAdministrator) {
    auto ada = signed_up("Ada"), bob = signed_up("Bob"), token = administrator();
    const auto id = id_of(ada), other = id_of(bob);
    give(token, id, "admin");
    EXPECT_EQ(give(ada, id, "learner").status, 409);
    EXPECT_EQ(ada.post("/v1/admin/users/" + id + "/disable", "").status, 409);
    give(ada, other, "admin");
    EXPECT_EQ(give(ada, id, "learner").status, 200);
    EXPECT_EQ(ada.get("/v1/role/3").status, 403);
    EXPECT_EQ(give(bob, other, "teacher").status, 409);
}

TEST_P(DirectoryDbTest, ShutsSomebodyOutAndLetsThemInAgain) {
    auto ada = signed_up("Ada"), admin = administrator();
    const auto id = id_of(ada);
    EXPECT_EQ(member(admin.post("/v1/admin/users/" + id + "/disable", ""), "/disabled"), "true");
    EXPECT_EQ(ada.get("/v1/account").status, 401);
    EXPECT_EQ(visitor().post("/v1/login", person("Ada")).status, 403);
    EXPECT_EQ(visitor().post("/v1/login", R"({"name":"Ada","password":"a wrong guess"})").status, 401) << "who cannot prove it is told nothing";
    EXPECT_EQ(member(admin.post("/v1/admin/users/" + id + "/enable", ""), "/disabled"), "false");
    EXPECT_EQ(visitor().post("/v1/login", person("Ada")).status, 200);
}
}  // namespace
}  // namespace identity
