#pragma once
#include <string>
#include <string_view>

// Who writes a turn: one process of one boot of one machine, told apart from a later process with the same pid.
namespace tutor {

// "boot/pid namespace/pid/start time/nonce"; every call names another holder in this process.
std::string new_holder();
// True only when it is certain: the holder let go, or ran in this boot and pid namespace and its process is gone.
bool surely_dead(std::string_view holder);

}  // namespace tutor
