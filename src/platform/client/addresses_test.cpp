#include "platform/client/addresses.hpp"

#include <gtest/gtest.h>

namespace client {
namespace {

TEST(Addresses, TellsPublicHostsFromPrivateOnes) {
    for (const auto* url : {"http://127.0.0.1/", "http://10.1.2.3", "http://172.31.255.255/x", "http://192.168.0.1:8080/xapi", "http://169.254.169.254/latest",
                            "http://100.64.0.1/", "http://0.0.0.0/", "http://255.255.255.255/", "http://[::1]/", "http://[::]/", "http://[fe80::1]/",
                            "http://[fd00::1]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::a00:1]/", "http://[2002:7f00:1::]/", "http://localhost/",
                            "http://x.localhost:1/", "http://[2001:db8::1]/"})
        EXPECT_TRUE(names_private_host(url)) << url;
    for (const auto* url : {"https://example.com/xapi", "http://8.8.8.8/", "http://172.32.0.1/", "http://100.128.0.1", "http://[2606:4700::1111]/"})
        EXPECT_FALSE(names_private_host(url)) << url;
}

TEST(Addresses, KnowsThisMachineFromNamesThatLookLikeIt) {
    for (const auto* host : {"localhost", "LocalHost", "127.0.0.1", "127.255.0.9", "::1", "[::1]", "[0:0:0:0:0:0:0:1]"})
        EXPECT_TRUE(is_this_machine(host)) << host;
    for (const auto* host : {"127.example.com", "127.0.0.1.example.com", "127.", "localhost.example.com", "128.0.0.1", "0.0.0.0", "10.0.0.1", "[::2]", "[::",
                             "mail.example", ""})
        EXPECT_FALSE(is_this_machine(host)) << host;
}

TEST(Addresses, KnowsWhatIsAWebUrl) {
    for (const auto* url : {"http://example.com", "https://example.com:8443/xapi"}) EXPECT_TRUE(is_web_url(url)) << url;
    for (const auto* url : {"file:///etc/passwd", "ftp://example.com/", "example.com", "http://user:word@example.com/", "http://", "http://a b/", ""})
        EXPECT_FALSE(is_web_url(url)) << url;
}

TEST(Addresses, WritesOriginsInOneWay) {
    EXPECT_EQ(origin_of("https://Push.Example/wpush/v2/gAAA?x=1"), "https://push.example");
    EXPECT_EQ(origin_of("HTTPS://push.example:443/x"), "https://push.example");
    EXPECT_EQ(origin_of("https://push.example:8443/x"), "https://push.example:8443");
    EXPECT_EQ(origin_of("http://127.0.0.1:80/x"), "http://127.0.0.1");
    EXPECT_EQ(origin_of("https://[2606:4700::1111]/x"), "https://[2606:4700::1111]");
    for (const auto* none : {"", "push.example/x", "mailto:ann@school.example", "https://"}) EXPECT_EQ(origin_of(none), "") << none;
}

}  // namespace
}  // namespace client
