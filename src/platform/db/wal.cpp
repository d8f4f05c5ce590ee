#include "platform/db/wal.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "platform/sql.gen.hpp"

namespace db {

Task<void> empty_wal(Database& database) {
    constexpr int most_tries = 20;
    for (int tries = 0; tries < most_tries; ++tries) {
        const auto rows = co_await database.read(platform::sql::truncate_wal);
        if (rows.empty() || rows[0].integer(0) == 0) co_return;
        boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, std::chrono::milliseconds(100));
        co_await timer.async_wait(boost::asio::use_awaitable);
    }
}

}  // namespace db
