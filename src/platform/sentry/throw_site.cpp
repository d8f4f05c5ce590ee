#include "platform/sentry/throw_site.hpp"

#include <dlfcn.h>
#include <execinfo.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <mutex>

#include "platform/sentry/demangle.hpp"

namespace sentry {

namespace {
constexpr int deepest = 48;
constexpr std::size_t remembered = 64;

std::atomic<bool> remembering = false;

struct Throw {
    const void* object = nullptr;
    int depth = 0;
    std::array<void*, deepest> addresses{};
};

// The last throws of all threads: what is thrown on one is often handled on another.
class Throws {
public:
    void add(const void* object) {
        Throw one{.object = object};
        one.depth = backtrace(one.addresses.data(), deepest);
        const std::lock_guard lock(mutex_);
        ring_[next_++ % remembered] = one;
    }
    Throw find(const void* object) {
        const std::lock_guard lock(mutex_);
        for (std::size_t back = 1; back <= std::min(next_, remembered); ++back)
            if (const auto& one = ring_[(next_ - back) % remembered]; one.object == object) return one;
        return {};
    }

private:
    std::mutex mutex_;
    std::array<Throw, remembered> ring_;
    std::size_t next_ = 0;
};

Throws& throws() {
    static Throws instance;
    return instance;
}

std::string name_of(void* address) {
    Dl_info info{};
    if (dladdr(address, &info) == 0 || !info.dli_sname) return "";
    return demangled(info.dli_sname);
}

// The innermost frames are ours: they only took note.
Stack named(const Throw& one, int ours) {
    Stack stack;
    for (int i = one.depth - 1; i >= ours; --i) stack.push_back({name_of(one.addresses[static_cast<std::size_t>(i)]), fmt::format("{}", one.addresses[static_cast<std::size_t>(i)])});
    return stack;
}
}  // namespace

void note_throw(const void* object) {
    if (remembering.load(std::memory_order_relaxed)) throws().add(object);
}

void remember_throws() { remembering = true; }

Stack stack_of(const std::exception_ptr& exception) {
    // libstdc++'s exception_ptr is the address of the thrown object.
    static_assert(sizeof exception == sizeof(void*));
    const void* object = nullptr;
    std::memcpy(&object, &exception, sizeof object);
    return named(throws().find(object), 3);
}

Stack stack_here() {
    Throw here;
    here.depth = backtrace(here.addresses.data(), deepest);
    return named(here, 1);
}

}  // namespace sentry

#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
// The one place where a throw can be seen before the stack is unwound; libstdc++'s own does the throwing.
extern "C" void __cxa_throw(void* object, std::type_info* type, void (*destroy)(void*)) {
    using Throw = void (*)(void*, std::type_info*, void (*)(void*));
    static const auto real = reinterpret_cast<Throw>(dlsym(RTLD_NEXT, "__cxa_throw"));
    sentry::note_throw(object);
    real(object, type, destroy);
    std::abort();
}
#endif
