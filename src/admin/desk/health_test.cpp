#include "admin/desk/health.hpp"

#include <gmock/gmock.h>

namespace {

using admin::Condition;
constexpr timing::Micros now = 1'800'000'000'000'000, a_second = 1'000'000;

admin::Part part(const std::vector<admin::Part>& parts, std::string_view name) {
    const auto found = std::ranges::find(parts, name, &admin::Part::name);
    return found == parts.end() ? admin::Part{"missing", Condition::down, ""} : *found;
}

TEST(Health, IsGoodWhereNothingIsWrong) {
    for (const auto& one : admin::parts_of({{"dead_jobs", 0}, {"oldest_not_flat", std::nullopt}}, now)) EXPECT_EQ(one.condition, Condition::ok) << one.name;
}

TEST(Health, GivesTheReason) {
    const auto parts = admin::parts_of({{"dead_jobs", 2}, {"dead_statements", 1}, {"oldest_not_flat", now - 90 * a_second}, {"failing_forwards", 1}}, now);
    EXPECT_EQ(part(parts, "jobs").reason, "2 dead letters wait for a decision");
    EXPECT_EQ(part(parts, "statement queue").reason, "1 queued statement was refused");
    EXPECT_EQ(part(parts, "reports").condition, Condition::worse);
    EXPECT_THAT(part(parts, "reports").reason, testing::HasSubstr("90 s"));
    EXPECT_EQ(part(parts, "forwarding").reason, "1 target does not answer well");
}

TEST(Health, OfSchedulesFollowsWhatWasStartedLast) {
    EXPECT_EQ(part(admin::shared_parts({{"slot_at", now - 3'600 * a_second}}, now, true), "schedules").condition, Condition::ok);
    EXPECT_EQ(part(admin::shared_parts({{"slot_at", now - 3 * 3'600 * a_second}}, now, true), "schedules").condition, Condition::down);
    EXPECT_EQ(part(admin::shared_parts({}, now, true), "schedules").condition, Condition::down);
}

TEST(Health, OfBackupsFollowsTheirAge) {
    const auto condition = [](admin::Signs signs, bool made) { return part(admin::shared_parts(signs, now, made), "backups").condition; };
    EXPECT_EQ(condition({{"backup_at", now - 3'600 * a_second}}, true), Condition::ok);
    EXPECT_EQ(condition({{"backup_at", now - 48 * 3'600 * a_second}}, true), Condition::worse);
    EXPECT_EQ(condition({}, true), Condition::worse);
    EXPECT_EQ(condition({}, false), Condition::off);
}

TEST(Health, OfMailIsWhetherItIsTaken) {
    EXPECT_EQ(admin::mail_part({}, false).condition, Condition::off);
    EXPECT_EQ(admin::mail_part({{"dead_mails", 0}, {"mails_tried_again", 0}}, true).condition, Condition::ok);
    const auto waits = admin::mail_part({{"mails_tried_again", 2}}, true);
    EXPECT_EQ(waits.condition, Condition::worse);
    EXPECT_EQ(waits.reason, "2 mails were not taken and wait for their next try");
    EXPECT_EQ(admin::mail_part({{"dead_mails", 1}, {"mails_tried_again", 2}}, true).reason, "1 mail was given up and waits for a decision");
}

TEST(Health, OfAReplicaIsWhetherItKeepsUp) {
    EXPECT_EQ(admin::replica_part(std::nullopt).condition, Condition::off);
    EXPECT_EQ(admin::replica_part(admin::ReplicaSigns{}).condition, Condition::down);
    EXPECT_EQ(admin::replica_part(admin::ReplicaSigns{.answers = true, .keeps_up = true}).condition, Condition::ok);
    const auto late = admin::replica_part(admin::ReplicaSigns{.answers = true, .written_until = now});
    EXPECT_EQ(late.condition, Condition::worse);
    EXPECT_THAT(late.reason, testing::HasSubstr(timing::to_rfc3339(now)));
}

TEST(Health, OfTracesIsWhetherTheCollectorTakesThem) {
    EXPECT_EQ(admin::traces_part(std::nullopt).condition, Condition::off);
    const auto well = admin::traces_part(client::FeedAccount{.sent = 12, .dropped = 3, .last_error = ""});
    EXPECT_EQ(well.condition, Condition::ok);
    EXPECT_EQ(well.reason, "this process sent 12 spans and dropped 3");
    const auto away = admin::traces_part(client::FeedAccount{.sent = 0, .dropped = 7, .last_error = "it answers 503"});
    EXPECT_EQ(away.condition, Condition::worse);
    EXPECT_EQ(away.reason, "the collector did not take the last ones (it answers 503): this process sent 0 spans and dropped 7");
}

TEST(Health, OfADiskThatIsNotThereIsNotGood) {
    EXPECT_EQ(admin::disk_part("/").name, "disk");
    EXPECT_EQ(admin::disk_part("/nowhere/at/all").condition, Condition::worse);
}

}  // namespace
