#include "library/upload/multipart.hpp"

#include <gmock/gmock.h>

#include "platform/error.hpp"

namespace library {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view type = "multipart/form-data; boundary=XX";

TEST(Multipart, ReadsPartsAsTheyWereSent) {
    const auto parts = parse_multipart("Multipart/Form-Data; charset=utf-8; boundary=\"XX\"",
                                       "preamble\r\n--XX\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nA book\r\n--XX\r\n"
                                       "content-disposition: form-data; name=file; filename=\"C:\\\\books\\\\a \\\"b\\\".pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
                                       "\r\n--X\0binary\r\n--XX--\r\n"sv);
    ASSERT_EQ(parts.size(), 2u);
    EXPECT_EQ(parts[0].name, "title");
    EXPECT_EQ(parts[0].content, "A book");
    EXPECT_EQ(parts[1].filename, "a \"b\".pdf");
    EXPECT_EQ(parts[1].content.substr(0, 5), "\r\n--X");
}

TEST(Multipart, NamesAreNamesAndNeverPaths) {
    const auto parts = parse_multipart(type, "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../etc/passwd\"\r\n\r\nx\r\n--XX--");
    EXPECT_EQ(parts.at(0).filename, "passwd");
}

TEST(Multipart, RefusesWhatBreaksTheForm) {
    for (const std::string_view body :
         {"", "no boundary", "--XX", "--XX\r\n", "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nnever ends", "--XX\r\nno colon\r\n\r\nx\r\n--XX--",
          "--XX\r\nContent-Type: text/plain\r\n\r\nx\r\n--XX--", "--XX\r\nContent-Disposition: form-data\r\n\r\nx\r\n--XX--",
          "--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--XX--", "--XX\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--XX--",
          "--XXgarbage\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--XX--", "--XX\r\n\r\n--XX--"})
        EXPECT_THROW(parse_multipart(type, body), Error) << body;
    EXPECT_THROW(parse_multipart("application/json", "{}"), Error);
    EXPECT_THROW(parse_multipart("multipart/form-data", "--XX--"), Error);
    EXPECT_THROW(parse_multipart("multipart/form-data; boundary=" + std::string(71, 'x'), ""), Error);
}

TEST(Multipart, BoundsPartsAndTheirHeads) {
    std::string body;
    for (int at = 0; at < 4; ++at) body += "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n";
    EXPECT_EQ(parse_multipart(type, body + "--XX--", {.parts = 4}).size(), 4u);
    EXPECT_THROW(parse_multipart(type, body + "--XX--", {.parts = 3}), Error);
    EXPECT_THROW(parse_multipart(type, "--XX\r\nX: " + std::string(9000, 'x') + "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--XX--"), Error);
}

}  // namespace
}  // namespace library
