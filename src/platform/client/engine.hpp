#pragma once
#include <memory>

#include "platform/client/exchange.hpp"

namespace client {

// The one thread that runs libcurl. Destroying it ends every transfer as `cancelled`.
class Engine {
public:
    explicit Engine(Reach reach);
    ~Engine();
    void stop();  // the same, earlier; what is submitted later fails at once
    void submit(Request request, std::shared_ptr<Exchange> exchange);
    void wake();  // something became unwanted

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace client
