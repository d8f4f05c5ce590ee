#include "library/extract.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <new>

#include "library/helper/limits.hpp"
#include "library/helper/wire.hpp"
#include "library/import/read_one.hpp"

namespace library {

namespace {

void limit(decltype(RLIMIT_AS) what, rlim_t most) {
    const rlimit limits{most, most};
    setrlimit(what, &limits);
}

void limit_this_process() {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NPROC, 0);
    limit(RLIMIT_CPU, helper_cpu_seconds);
#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
    limit(RLIMIT_AS, helper_memory);
#endif
}

int number(const char* text) { return std::atoi(text); }

}  // namespace

int extract_main(int argc, char** argv) {
    if (argc != 5) return helper_misused;
    limit_this_process();
    try {
        Config config;
        config.page_limit = number(argv[3]);
        config.text_limit = static_cast<std::size_t>(std::atoll(argv[4]));
        send(read_one(Source::adopt(dup(STDIN_FILENO), argv[2]), config, send_progress));
    } catch (const Error& error) {
        send(error);
    } catch (const std::bad_alloc&) {
        return helper_out_of_memory;
    }
    return 0;
}

}  // namespace library
