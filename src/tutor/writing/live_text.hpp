#pragma once
#include "models/models.hpp"
#include "tutor/core/state.hpp"

namespace tutor {

// A model call under way, read in pieces no finer than the producer likes to write them.
class LiveText {
public:
    // Starts the call; it ends early when the pen is lost.
    static std::shared_ptr<LiveText> start(Room& room, const Turn& turn, const Pen& pen, models::Prompt prompt);

    // Waits for more text and returns all that has come, then "" at the end; a piece comes at once after silence, and
    // `Config::coalesce` after the one before while text flows.
    Task<std::string> next();
    // After the end.
    const models::Result& result() const { return *result_; }

    LiveText(std::shared_ptr<Room> room, std::string key) : room_(std::move(room)), key_(std::move(key)) {}

private:
    static Task<void> run(std::shared_ptr<LiveText> self, models::Prompt prompt, models::Context context);
    void take(std::string_view piece);
    void finish(models::Result result);
    std::string taken();
    bool finished();

    const std::shared_ptr<Room> room_;
    const std::string key_;
    std::mutex mutex_;
    std::string pending_;
    std::optional<models::Result> result_;
    timing::Deadline not_before_{};
};

}  // namespace tutor
