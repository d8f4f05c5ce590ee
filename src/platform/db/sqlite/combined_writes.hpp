#pragma once
#include <sqlite3.h>

#include <cstddef>
#include <functional>
#include <memory>

namespace db::sqlite {

// Writes to one file of SQLite that go to the system together when they are neighbours. SQLite writes each page of its log in two calls, 24 bytes and then the
// page, at places that are no pages of the system's: 4.6 µs of CPU, and 0.8 of it when sixteen go out in one call.
//
// Nothing that others may see waits here. Of the log only frames wait (https://www.sqlite.org/fileformat2.html#the_write_ahead_log), and the header of the frame
// that commits takes along all that waits. Of the database file, which only who brings the log in writes to, whatever waits goes out before each call that is no
// write: he syncs the file before he says what he brought in. So a failure is always the answer of a call that SQLite heeds. Used by one thread at a time.
class CombinedWrites {
public:
    enum class Of { database, log };
    // Writes so many bytes at a place; a result code of SQLite.
    using Write = std::function<int(const void* bytes, int size, sqlite3_int64 at)>;

    CombinedWrites(Of of, Write write) : of_(of), write_(std::move(write)) {}

    int add(const void* bytes, int size, sqlite3_int64 at);
    int flush();

private:
    const Of of_;
    const Write write_;
    std::unique_ptr<std::byte[]> waiting_;
    int size_ = 0;
    sqlite3_int64 begin_ = 0;
};

// The name of the system's file layer (https://www.sqlite.org/vfs.html) with such writes, for sqlite3_open_v2.
const char* combined_writes();

}  // namespace db::sqlite
