#include "lrs/statement/formats.hpp"

#include <gtest/gtest.h>

namespace lrs {
namespace {

TEST(Formats, KnowIris) {
    for (const char* good : {"http://example.com/a", "urn:uuid:8f87ccde", "mailto:a@b.c", "https://example.com/é?x=%20#f", "a+b-c.d:x"})
        EXPECT_TRUE(is_iri(good)) << good;
    for (const char* bad : {"", "should fail", "ab=c://should.fail.com", "example.com/a", "/relative", "http://a b", "http://x/%zz", "1a:b", "http:"})
        EXPECT_FALSE(is_iri(bad)) << bad;
}

// RFC 3986, 3.1 and 2.1, RFC 3987, 2.2, byte by byte.
TEST(Formats, KnowWhatAByteIsToAnIri) {
    const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", digits = "0123456789", hex = "0123456789ABCDEFabcdef";
    for (int code = 0; code < 256; ++code) {
        const char byte = static_cast<char>(code);
        const auto is_one_of = [byte](const std::string& set) { return set.contains(byte); };
        const bool allowed = code > 0x20 && code != 0x7F && !is_one_of("<>\"{}|\\^`");
        const auto text = [byte](std::string_view before, std::string_view after) { return std::string(before) + byte + std::string(after); };
        EXPECT_EQ(is_iri(text("", "a:b")), is_one_of(letters)) << code;
        EXPECT_EQ(is_iri(text("a", "c:b")), is_one_of(letters + digits + "+-.") || byte == ':') << code;
        for (const auto& whole : {text("a:", ""), text("a:", "b"), text("urn:x", ""), text("http://example.com/a", "b")})
            EXPECT_EQ(is_iri(whole), allowed && byte != '%') << code;
        for (const auto& escaped : {text("a:%", "0"), text("a:%2", ""), text("a:b%20%f", "?c")}) EXPECT_EQ(is_iri(escaped), is_one_of(hex)) << code;
    }
    for (const char* bad : {":", "a", "a:", "a%41:b", "é:a", "a:%", "a:%4", "a:b%4", "a:%%41"}) EXPECT_FALSE(is_iri(bad)) << bad;
    for (const char* good : {"a::", "a:b:c", "a:%41%42", "A9:%aF", "x:/", "x:#"}) EXPECT_TRUE(is_iri(good)) << good;
}

TEST(Formats, KnowMailboxes) {
    for (const char* good : {"text/plain", "application/vnd.api+json; charset=utf-8", "image/svg+xml"}) EXPECT_TRUE(is_media_type(good)) << good;
    for (const char* bad : {"", "text", "text/", "/plain", "text plain", "a/b/c"}) EXPECT_FALSE(is_media_type(bad)) << bad;
    for (const char* good : {"mailto:a@b.c", "mailto:a.b+c@example.adlnet.gov", "mailto:\"a b\"@b.c", "mailto:x@localhost", "mailto:x@mail_relay.example"}) EXPECT_TRUE(is_mailto(good)) << good;
    for (const char* bad : {"mailto:should.fail.com", "http://a@b.c", "a@b.c", "mailto:@b.c", "mailto:a@", "mailto:a@b..c", "mailto:a b@c.d"})
        EXPECT_FALSE(is_mailto(bad)) << bad;
}

TEST(Formats, KnowLanguageTags) {
    for (const char* good : {"en", "cmn", "ase", "de-DE", "es-MX", "zh-Hant", "sr-Latn-RS", "zh-Hans-CN", "sl-rozaj-biske", "de-1996", "en-a-bbb-x-a-ccc",
                             "x-whatever", "i-klingon", "zh-min-nan", "art-lojban", "de-CH-1901", "es-419", "en-GB-oed", "und", "zh-cmn-Hans-CN"})
        EXPECT_TRUE(is_language_tag(good)) << good;
    for (const char* bad : {"", "a", "a12345", "a12345678", "something", "zh-z-aaa-z-bbb-c-ccc", "de-419-DE", "en-", "-en", "en--US", "ar-a-aaa-b-bbb-a-ccc",
                            "de-1996-1996", "en-x", "en-a", "a-DE", "en_US"})
        EXPECT_FALSE(is_language_tag(bad)) << bad;
}

TEST(Formats, KnowDurations) {
    for (const char* good : {"PT4H35M59.14S", "PT16559.14S", "P3Y1M29DT4H35M59.14S", "P3Y", "P4W", "PT1H0M0.1S", "P0D", "PT0,5S", "P1DT12H36M0.12567S"})
        EXPECT_TRUE(is_duration(good)) << good;
    for (const char* bad : {"", "P", "PT", "P1YT", "PA1H0M0S", "12345", "P4W1D", "PT1.5H3M", "P1S", "PT1D", "P1D1Y", "P0003-01-29T04:35:59", "PT1H ", "P-1D", "P1.D"})
        EXPECT_FALSE(is_duration(bad)) << bad;
    EXPECT_EQ(comparable_duration("P1DT12H36M0.12567S"), "P1DT12H36M0.12S");
}

TEST(Formats, ReadTimestampsOfBothEditions) {
    constexpr timing::Micros noon = 1'683'216'000'000'000;  // 2023-05-04T16:00:00Z
    for (const char* good : {"2023-05-04T16:00:00Z", "2023-05-04T16:00:00.000Z", "2023-05-04T11:00:00-05:00", "2023-05-04T16:00:00+00:00"}) {
        EXPECT_EQ(read_timestamp(good, Version::v1_0_3), noon) << good;
        EXPECT_EQ(read_timestamp(good, Version::v2_0_0), noon) << good;
    }
    for (const char* loose : {"2023-05-04T16:00Z", "20230504T160000Z", "2023-05-04T16:00:00", "2023-05-04T18:00:00+02", "2023-05-04T18:00:00,0+0200"}) {
        EXPECT_EQ(read_timestamp(loose, Version::v1_0_3), noon) << loose;
        EXPECT_FALSE(read_timestamp(loose, Version::v2_0_0)) << loose;
    }
    for (const char* bad : {"", "01/011/2015", "2023-05-04", "2023-13-04T00:00:00Z", "2023-02-30T00:00:00Z", "2023-05-04T16:00:00-00:00", "2023-05-04T16:00:00-0000",
                            "2023-05-04T16:00:00-00", "2023-05-04T25:00:00Z", "2023-05-04T16:00:00.Z", "2023-05-04T16:00:00Zx"}) {
        EXPECT_FALSE(read_timestamp(bad, Version::v1_0_3)) << bad;
        EXPECT_FALSE(read_timestamp(bad, Version::v2_0_0)) << bad;
    }
    EXPECT_EQ(write_timestamp(noon + 123'456), "2023-05-04T16:00:00.123456Z");
    for (const char* late : {"9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:60Z", "9999-12-31T23:59:59-00:01", "9999-12-31T00:00:00-23:59"}) {
        const auto time = read_timestamp(late, Version::v2_0_0);
        ASSERT_TRUE(time) << late;
        EXPECT_EQ(read_timestamp(write_timestamp(*time), Version::v2_0_0), time) << late;
    }
    EXPECT_EQ(write_timestamp(*read_timestamp("9999-12-31T23:59:00-00:01", Version::v1_0_3)), "9999-12-31T23:59:59.999999Z");
    EXPECT_EQ(write_timestamp(*read_timestamp("0000-01-01T00:00:00+23:59", Version::v1_0_3)), "0000-01-01T00:00:00.000000Z");
}

TEST(Versions, AreNamedByTheirMinorNumber) {
    EXPECT_EQ(version_named("1.0"), Version::v1_0_3);
    EXPECT_EQ(version_named("1.0.9"), Version::v1_0_3);
    EXPECT_EQ(version_named("2.0.0"), Version::v2_0_0);
    for (const char* bad : {"", "0.95", "1.1.0", "1", "2.1", "1.0.", "1.0.x", "10.0", "3.0.0"}) EXPECT_FALSE(version_named(bad)) << bad;
}

}  // namespace
}  // namespace lrs
