#include <gtest/gtest.h>

#include <string_view>

#include "library/extract.hpp"

// The tests are their own helper program, as the server is.
#if __has_feature(address_sanitizer)
// fontconfig, which poppler asks for fonts that a file leaves out, keeps what it found until the end.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig"; }
#endif

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "extract") return library::extract_main(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
