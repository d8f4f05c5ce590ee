#include "lrs/movers.hpp"

#include "lrs/erasure/erasure_routes.hpp"
#include "lrs/forwarding/forward_routes.hpp"
#include "lrs/jobs/movers_state.hpp"
#include "lrs/moving/export_routes.hpp"
#include "lrs/moving/import_routes.hpp"
#include "lrs/pipeline/state.hpp"
#include "lrs/statement/agent.hpp"

namespace lrs {

Movers::State::State(Lrs& lrs, Queue& queue, identity::Vault& vault, client::Client& client, boost::asio::any_io_executor executor, MoversConfig config)
    : lrs(lrs.state()),
      config(std::move(config)),
      forwards(this->lrs.database, vault),
      forwarder(this->lrs.database, vault, client, executor, this->config.patience, this->lrs.config.home_page),
      imports(this->lrs.database, new_uuid()),
      puller(this->lrs, client, executor, imports),
      erasures(this->lrs.database, new_uuid()),
      erasure_job(this->lrs, queue, executor, erasures) {
    this->lrs.after_commit["movers"] = [this] { forwarder.wake(); };
    erasure_job.on_told([this] { forwarder.wake(); });
}
Movers::State::~State() { lrs.after_commit.erase("movers"); }

namespace {
MoversConfig checked(MoversConfig config) {
    const auto& mode = config.deleted_statements;
    if (mode != "erase" && mode != "pseudonymise") throw Error(ErrorCode::invalid, "OT_DELETED_STATEMENTS: expected erase or pseudonymise, found \"" + mode + "\"");
    return config;
}
}  // namespace

Movers::Movers(Lrs& lrs, Pipeline& pipeline, identity::Vault& vault, client::Client& client, boost::asio::any_io_executor executor, MoversConfig config)
    : state_(std::make_unique<State>(lrs, pipeline.state().queue, vault, client, std::move(executor), checked(std::move(config)))) {}
Movers::~Movers() = default;

std::optional<std::string> ErasedAgent::account_at(std::string_view home_page) const { return lrs::account_at(identity, home_page); }

void Movers::prepare() { state_->forwards.keep_secrets(); }
void Movers::on_erased(OnErased hook) { state_->erasure_job.on_erased(std::move(hook)); }

void Movers::send_if(Permits permits) { state_->forwarder.send_if(std::move(permits)); }
void Movers::train_if(Permits permits) { state_->train_permits = std::move(permits); }

void Movers::start() {
    state_->forwarder.start();
    state_->puller.start();
    state_->erasure_job.start();
}

void Movers::stop() {
    state_->forwarder.stop();
    state_->puller.stop();
    state_->erasure_job.stop();
}

void mount(http::Router& router, Movers& movers) {
    mount_forwards(router, movers);
    mount_export(router, movers);
    mount_imports(router, movers);
    mount_erasures(router, movers);
}

}  // namespace lrs
