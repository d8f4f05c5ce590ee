#include "platform/db/sqlite/combined_writes.hpp"

#include <cstring>
#include <new>
#include <utility>

namespace db::sqlite {

namespace {
constexpr int most = 64 << 10;  // more in one call is no cheaper
constexpr int frame_header = 24;

// "For commit records, the size of the database file in pages after the commit. For all other records, zero."
bool commits(const void* header) {
    constexpr char zero[4] = {};
    return std::memcmp(static_cast<const char*>(header) + 4, zero, sizeof zero) != 0;
}
}  // namespace

int CombinedWrites::add(const void* bytes, int size, sqlite3_int64 at) {
    const bool is_header = of_ == Of::log && size == frame_header;
    if (at != begin_ + size_ || size_ + size > most)
        if (const int code = flush(); code != SQLITE_OK) return code;
    const bool may_wait = of_ == Of::database || is_header || size_ > 0;
    if (!waiting_ && may_wait) waiting_.reset(new (std::nothrow) std::byte[most]);
    if (!waiting_ || !may_wait || size > most) return write_(bytes, size, at);
    if (size_ == 0) begin_ = at;
    std::memcpy(waiting_.get() + size_, bytes, static_cast<std::size_t>(size));
    size_ += size;
    return is_header && commits(bytes) ? flush() : SQLITE_OK;
}

int CombinedWrites::flush() {
    if (size_ == 0) return SQLITE_OK;
    const int size = std::exchange(size_, 0);
    return write_(waiting_.get(), size, begin_);
}

namespace {
// SQLite gives the room: for this, and behind it for the system's own file.
struct File : sqlite3_file {
    CombinedWrites* writes;
    sqlite3_file* own() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_vfs* system_files() { return sqlite3_vfs_find(nullptr); }

// A call of the system's own file, after what waits has gone out.
template <auto Method, class... Arguments>
int pass_on(sqlite3_file* file, Arguments... arguments) {
    auto* const self = static_cast<File*>(file);
    if (const int code = self->writes->flush(); code != SQLITE_OK) return code;
    return (self->own()->pMethods->*Method)(self->own(), arguments...);
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) { return static_cast<File*>(file)->writes->add(bytes, size, at); }

int close(sqlite3_file* file) {
    auto* const self = static_cast<File*>(file);
    const int flushed = self->writes->flush();
    delete self->writes;
    const int closed = self->own()->pMethods->xClose(self->own());
    return flushed != SQLITE_OK ? flushed : closed;
}

int sector_size(sqlite3_file* file) {
    auto* const own = static_cast<File*>(file)->own();
    return own->pMethods->xSectorSize(own);
}

int characteristics(sqlite3_file* file) {
    auto* const own = static_cast<File*>(file)->own();
    return own->pMethods->xDeviceCharacteristics(own);
}

void barrier(sqlite3_file* file) {
    auto* const own = static_cast<File*>(file)->own();
    own->pMethods->xShmBarrier(own);
}

constexpr sqlite3_io_methods methods{
    .iVersion = 3,
    .xClose = close,
    .xRead = pass_on<&sqlite3_io_methods::xRead>,
    .xWrite = write,
    .xTruncate = pass_on<&sqlite3_io_methods::xTruncate>,
    .xSync = pass_on<&sqlite3_io_methods::xSync>,
    .xFileSize = pass_on<&sqlite3_io_methods::xFileSize>,
    .xLock = pass_on<&sqlite3_io_methods::xLock>,
    .xUnlock = pass_on<&sqlite3_io_methods::xUnlock>,
    .xCheckReservedLock = pass_on<&sqlite3_io_methods::xCheckReservedLock>,
    .xFileControl = pass_on<&sqlite3_io_methods::xFileControl>,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = pass_on<&sqlite3_io_methods::xShmMap>,
    .xShmLock = pass_on<&sqlite3_io_methods::xShmLock>,
    .xShmBarrier = barrier,
    .xShmUnmap = pass_on<&sqlite3_io_methods::xShmUnmap>,
    .xFetch = pass_on<&sqlite3_io_methods::xFetch>,
    .xUnfetch = pass_on<&sqlite3_io_methods::xUnfetch>,
};

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* opened_flags) {
    auto* const system = system_files();
    if (!(flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL))) return system->xOpen(system, name, file, flags, opened_flags);
    auto* const self = static_cast<File*>(file);
    self->pMethods = nullptr;
    const int code = system->xOpen(system, name, self->own(), flags, opened_flags);
    if (code != SQLITE_OK) {
        if (self->own()->pMethods) self->own()->pMethods->xClose(self->own());
        return code;
    }
    const auto to_system = [own = self->own()](const void* bytes, int size, sqlite3_int64 at) { return own->pMethods->xWrite(own, bytes, size, at); };
    self->writes = new CombinedWrites((flags & SQLITE_OPEN_WAL) ? CombinedWrites::Of::log : CombinedWrites::Of::database, to_system);
    self->pMethods = &methods;
    return SQLITE_OK;
}
}  // namespace

const char* combined_writes() {
    static sqlite3_vfs layer = [] {
        auto made = *system_files();
        made.pNext = nullptr;
        made.szOsFile += static_cast<int>(sizeof(File));
        made.zName = "combined-writes";
        made.xOpen = open;
        return made;
    }();
    [[maybe_unused]] static const int registered = sqlite3_vfs_register(&layer, 0);
    return layer.zName;
}

}  // namespace db::sqlite
