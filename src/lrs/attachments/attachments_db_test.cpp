#include "lrs/attachments/attachments.hpp"

#include <gtest/gtest.h>

#include "lrs/http/state.hpp"
#include "lrs/lrs_test_support.hpp"
#include "lrs/moving/export.hpp"
#include "platform/crypto/crypto.hpp"

namespace lrs {
namespace {
constexpr db::Query count_chunks{"test.chunks", "SELECT COUNT(*) FROM attachment_chunks", "SELECT COUNT(*) FROM attachment_chunks"};
constexpr db::Query count_uploads{"test.uploads", "SELECT COUNT(*) FROM attachment_uploads", "SELECT COUNT(*) FROM attachment_uploads"};
constexpr db::Query age_uploads{"test.age", "UPDATE attachment_uploads SET begun_at = 1", "UPDATE attachment_uploads SET begun_at = 1"};

class AttachmentsDbTest : public LrsDbTest {
protected:
    static std::string content(std::size_t size) {
        std::string text(size, '\0');
        for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(i * 31 >> 3);
        return text;
    }
    Attachment write(const std::string& text) {
        AttachmentWriter writer(*database, org);
        db::run(writer.begin());
        for (std::size_t at = 0; at < text.size(); at += 50'001) db::run(writer.add(std::string_view(text).substr(at, 50'001)));
        Attachment written{crypto::sha256_hex(text), "text/x", {}};
        db::run(writer.finish());
        written.content_id = writer.id();
        written.size = writer.size();
        return written;
    }
    void store(const Attachment& attachment) {
        database->run_blocking([&](db::Transaction& tx) { insert_attachment(tx, org, attachment); });
    }
    static std::string in_capitals(std::string text) {
        for (char& letter : text)
            if (letter >= 'a') letter = static_cast<char>(letter - 'a' + 'A');
        return text;
    }
    // Its SubStatement declares the attachment.
    static std::string statement_with(const std::string& sha2) {
        const std::string parts = R"("actor":{"mbox":"mailto:a@example.com"},"verb":{"id":"http://x/did"},"object":)";
        return '{' + parts + R"({"objectType":"SubStatement",)" + parts + R"({"id":"http://x"},"attachments":[{"usageType":"http://x/u","display":{},)" +
               R"("contentType":"text/x","length":1,"sha2":")" + sha2 + R"(","fileUrl":"http://x/f"}]}})";
    }
    std::string read(const OrgId& of, const std::string& sha2) {
        const auto found = db::run(load_attachments(*database, of, {sha2}));
        return found.empty() ? "none" : found[0].content;
    }
};
OT_ON_EACH_ENGINE(AttachmentsDbTest);

TEST_P(AttachmentsDbTest, ComeBackByteForByteWhateverTheirSize) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, small_attachment, small_attachment + 1, attachment_piece * 2, attachment_piece * 2 + 5}) {
        const auto text = content(size);
        store({crypto::sha256_hex(text), "text/x", text});
        EXPECT_TRUE(read(org, crypto::sha256_hex(text)) == text) << size;
        EXPECT_EQ(read(other_org, crypto::sha256_hex(text)), "none");
    }
}

TEST_P(AttachmentsDbTest, AreStoredOnceWhetherWrittenBeforehandOrNot) {
    const auto text = content(attachment_piece + 10);
    store(write(text));
    EXPECT_EQ(count(count_chunks), 2);
    store(write(text));
    store({crypto::sha256_hex(text), "text/x", text});
    EXPECT_EQ(count(count_chunks), 2);
    EXPECT_EQ(count(count_uploads), 0);
    EXPECT_TRUE(read(org, crypto::sha256_hex(text)) == text);
}

TEST_P(AttachmentsDbTest, AreFoundByTheirHashInAnyCaseAndNamedAsTheyAreAskedFor) {
    const auto text = content(100), lower = crypto::sha256_hex(text), upper = in_capitals(lower);
    store({upper, "text/x", text});
    EXPECT_TRUE(read(org, lower) == text);
    std::vector<std::string> named;
    for (const auto& one : db::run(load_attachments(*database, org, {upper, lower}))) named.push_back(one.sha2);
    EXPECT_EQ(named, (std::vector{upper, lower}));
    database->run_blocking([&](db::Transaction& tx) { EXPECT_TRUE(delete_unused_attachment(tx, org, upper)); });
}

TEST_P(AttachmentsDbTest, GoWhenNothingUsesThem) {
    const auto text = content(attachment_piece + 10);
    store(write(text));
    database->run_blocking([&](db::Transaction& tx) { EXPECT_FALSE(delete_unused_attachment(tx, other_org, crypto::sha256_hex(text))); });
    database->run_blocking([&](db::Transaction& tx) { EXPECT_TRUE(delete_unused_attachment(tx, org, crypto::sha256_hex(text))); });
    EXPECT_EQ(count(count_chunks), 0);
    EXPECT_EQ(read(org, crypto::sha256_hex(text)), "none");
}

TEST_P(AttachmentsDbTest, WhatWasNeverStoredIsDeletedLater) {
    write(content(attachment_piece + 10));
    const auto fresh = write(content(10));
    EXPECT_EQ(count(count_uploads), 2);
    database->run_now(age_uploads);
    const auto next = write(content(20));
    db::run(discard_abandoned(*database));
    EXPECT_EQ(count(count_uploads), 1);
    EXPECT_EQ(count(count_chunks), 1);
    db::run(discard_content(*database, org, next.content_id));
    EXPECT_EQ(count(count_chunks), 0);
}

// As the versions before 0048_unused_attachments left them when they erased a statement.
TEST_P(AttachmentsDbTest, AMigrationSweepsContentsOfStatementsThatAreGone) {
    const auto run = [this](const std::string& text) { database->run_now(db::Query{"test.run", text, text}); };
    const auto kept = content(attachment_piece + 10), gone = content(attachment_piece + 20), coming = content(attachment_piece + 30);
    for (const auto& text : {kept, gone}) {
        store(write(text));
        db::run(lrs.record(org, "test", statement_with(crypto::sha256_hex(text))));
    }
    write(coming);
    run("DELETE FROM statements WHERE body LIKE '%" + crypto::sha256_hex(gone) + "%'");
    run("UPDATE attachments SET sha2 = upper(sha2)");
    run("UPDATE attachment_uses SET sha2 = upper(sha2)");
    run("DELETE FROM schema_migrations WHERE name LIKE '%unused_attachments%'");
    database->migrate(migrations);
    EXPECT_EQ(read(org, crypto::sha256_hex(gone)), "none");
    EXPECT_TRUE(read(org, crypto::sha256_hex(kept)) == kept);
    EXPECT_EQ(count(count_chunks), 4) << "of the one that is used and the one that is coming";
    EXPECT_EQ(count({"test.uses", "SELECT COUNT(*) FROM attachment_uses", "SELECT COUNT(*) FROM attachment_uses"}), 1);
}

TEST_P(AttachmentsDbTest, AnExportWritesThemInPiecesOfOneLine) {
    const auto text = content(attachment_piece * 2 + 7), sha2 = crypto::sha256_hex(text);
    store(write(text));
    db::run(lrs.record(org, "test", statement_with(sha2)));
    Export all(*database, {.org = org}, {.attachments = true});
    std::string out;
    std::size_t largest = 0;
    for (auto piece = db::run(all.next()); piece; piece = db::run(all.next())) {
        largest = std::max(largest, piece->size());
        out += *piece;
    }
    EXPECT_LT(largest, attachment_piece * 2);
    const auto line = out.substr(0, out.find('\n'));
    EXPECT_EQ(line, R"({"attachment":{"sha2":")" + sha2 + R"(","contentType":"text/x","base64url":")" + crypto::to_base64url(text) + "\"}}");
}
}  // namespace
}  // namespace lrs
