#include "lrs/moving/remote_store.hpp"

#include <gmock/gmock.h>

#include "lrs/http/multipart.hpp"
#include "lrs/lrs_test_support.hpp"
#include "platform/client/client_fake.hpp"
#include "platform/crypto/crypto.hpp"

namespace lrs {
namespace {
using client::ScriptedConnection;
using client::ScriptedServer;

constexpr db::Query count_pieces{"test.pieces", "SELECT COUNT(*) FROM attachment_chunks", "SELECT COUNT(*) FROM attachment_chunks"};
constexpr db::Query count_begun{"test.begun", "SELECT COUNT(*) FROM attachment_uploads", "SELECT COUNT(*) FROM attachment_uploads"};

class RemoteStoreDbTest : public LrsDbTest {
protected:
    static std::string statement(const std::string& sha2) {
        return R"({"id":"x","attachments":[{"contentType":"video/x","sha2":")" + sha2 + R"("}]})";
    }
    static std::string nested(const std::string& sha2) { return R"({"id":"y","object":)" + statement(sha2) + '}'; }
    static Multipart page_with(const std::vector<std::string>& contents) {
        std::vector<Attachment> files;
        std::string list;
        for (const auto& content : contents) {
            files.push_back({crypto::sha256_hex(content), "text/x", content});
            list += list.empty() ? statement(files.back().sha2) : "," + nested(files.back().sha2);
        }
        return write_multipart(R"({"statements":[)" + list + R"(],"more":"/next"})", files);
    }
    // The page of a source that answers with this.
    RemoteStore::Page pull(const Multipart& answer, std::size_t promised) {
        ScriptedServer server({[&](ScriptedConnection& peer) {
            peer.send("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: " + answer.content_type + "\r\ncontent-length: " + std::to_string(promised) +
                      "\r\n\r\n" + answer.body);
        }});
        return db::run(RemoteStore(*database, client, {.org = org, .source = server.url()}, {}).first_page(""));
    }
    ErrorCode failure_of(const Multipart& answer, std::size_t promised) {
        try {
            pull(answer, promised);
        } catch (const Error& error) {
            return error.code;
        }
        return ErrorCode::internal;
    }

    client::Client client;
};
OT_ON_EACH_ENGINE(RemoteStoreDbTest);

TEST_P(RemoteStoreDbTest, WritesLargeFilesOfAPageAndHoldsSmallOnes) {
    const std::string large(2 * attachment_piece + 7, 'l'), small = "small";
    const auto answer = page_with({large, small});
    const auto page = pull(answer, answer.body.size());
    EXPECT_EQ(page.more, "/next");
    ASSERT_EQ(page.statements.size(), 2u);
    ASSERT_EQ(page.attachments.size(), 2u);
    for (const auto& attachment : page.attachments) EXPECT_EQ(attachment.content_type, "video/x") << "as the statement has it";
    EXPECT_EQ(page.attachments[0].size, large.size());
    EXPECT_EQ(page.attachments[0].content, "");
    EXPECT_EQ(page.attachments[1].content, small);
    EXPECT_EQ(count(count_pieces), 3);
    database->run_blocking([&](db::Transaction& tx) { insert_attachment(tx, org, page.attachments[0]); });
    EXPECT_EQ(count(count_begun), 0);
    EXPECT_TRUE(db::run(load_attachments(*database, org, {page.attachments[0].sha2})).at(0).content == large);
}

TEST_P(RemoteStoreDbTest, HoldsNoMoreThanSomeOfManySmallFiles) {
    std::vector<std::string> contents;
    for (char letter = 'a'; letter <= 'j'; ++letter) contents.emplace_back(small_attachment - 1, letter);
    const auto answer = page_with(contents);
    std::size_t held = 0;
    for (const auto& file : pull(answer, answer.body.size()).attachments) held += file.content.size();
    EXPECT_LE(held, 1u << 20);
    EXPECT_EQ(count(count_begun), 6);
}

TEST_P(RemoteStoreDbTest, LeavesNothingOfAPageThatDoesNotComeWhole) {
    const auto whole = page_with({std::string(2 * attachment_piece + 7, 'a'), std::string(2 * attachment_piece + 7, 'b')});
    auto changed = whole, unended = whole, cut = whole;
    changed.body[changed.body.size() - 100] ^= 1;
    unended.body.resize(unended.body.size() - 10);
    cut.body.resize(cut.body.size() - 10);
    EXPECT_EQ(failure_of(changed, changed.body.size()), ErrorCode::invalid);
    EXPECT_EQ(failure_of(unended, unended.body.size()), ErrorCode::invalid);
    EXPECT_EQ(failure_of(cut, whole.body.size()), ErrorCode::unavailable) << "to be tried again";
    EXPECT_EQ(count(count_pieces), 0);
    EXPECT_EQ(count(count_begun), 0);
}

}  // namespace
}  // namespace lrs
