#pragma once
#include "lrs/jobs/jobs.hpp"
#include "lrs/moving/remote_store.hpp"

namespace lrs {

// Runs imports from other record stores: first the statements with their attachments, page by page, then the documents of the agents
// and activities that they name. Each page is on disk before the next is asked for, so an import that dies goes on where it was.
class Puller {
public:
    Puller(Lrs::State& lrs, client::Client& client, boost::asio::any_io_executor executor, Imports& imports);
    void start() { jobs_.start(); }
    void wake() { jobs_.wake(); }  // an import was ordered
    void stop() { jobs_.stop(); }

private:
    Task<void> run(Jobs::Piece piece);
    Task<void> attempt(Import import);
    Task<bool> pull_statements(Import& import, RemoteStore& remote);
    Task<bool> pull_documents(Import& import, RemoteStore& remote);
    Task<void> give_up(Import import, std::string reason);

    Lrs::State& lrs_;
    client::Client& client_;
    Imports& imports_;
    Jobs jobs_;
};

}  // namespace lrs
