#include <gtest/gtest.h>

#include <string_view>

#include "library/extract.hpp"

// The tests are their own helper program, as the server is.
int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "extract") return library::extract_main(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
