#pragma once

namespace library {

inline constexpr const char* extract_command = "extract";

// The hidden command `omnitutor extract NAME PAGES BYTES`: reads the file on standard input, writes what it holds to standard
// output as JSON lines and ends. Importers of formats that were written by strangers run in this process of their own, under
// limits of memory and time, so that a hostile file ends the helper and nothing else. `main` calls it before anything else
// when argv[1] is "extract"; the result is the exit code.
int extract_main(int argc, char** argv);

}  // namespace library
