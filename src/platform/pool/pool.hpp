#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

#include "platform/task.hpp"

// A few threads for work that would hold up the event loop: parsing, ranking, hashing.
namespace pool {

class Pool {
public:
    explicit Pool(int threads);
    ~Pool();  // closes
    // Waits for what runs, while the event loops of those who wait for it still exist.
    void close();

    // Runs `work` on the pool and resumes the caller on its own executor with the result or the exception.
    template <class Work>
    Task<std::invoke_result_t<Work&>> run(Work work) {
        using Result = std::invoke_result_t<Work&>;
        if constexpr (std::is_void_v<Result>) {
            co_await run_void([&work] { work(); });
        } else {
            std::optional<Result> result;
            co_await run_void([&work, &result] { result.emplace(work()); });
            co_return std::move(*result);
        }
    }
    void post(std::function<void()> work);

private:
    Task<void> run_void(std::function<void()> work);
    struct State;
    std::unique_ptr<State> state_;
};

// Starts a coroutine that nobody waits for; an escaped exception is logged under `name`. The one place that spawns.
void spawn(boost::asio::any_io_executor executor, std::string_view name, Task<void> task);

}  // namespace pool
