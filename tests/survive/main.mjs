import { equals, finish, group, holds } from '../support/checks.mjs';
import { pause, Server, until } from '../support/server.mjs';
import { Broker } from '../pipeline/brokers.mjs';
import { killPostgres, startPostgres } from './cluster.mjs';
import { everywhere, Ingest, queueOnly } from './ingest.mjs';
import { expectEverything } from './recount.mjs';

const engine = process.env.DATABASE_URL ? 'PostgreSQL' : 'SQLite';
const kills = Number(process.env.OT_KILLS ?? 3);
const away = Number(process.env.OT_AWAY_MS ?? 2000);
const healthy = (server) => fetch(`${server.url}/v1/readyz`, { signal: AbortSignal.timeout(5000) }).then((reply) => reply.ok, () => false);
const lives = (server) => equals('the server lives', [null, null], [server.process.exitCode, server.process.signalCode]);
const somewhen = () => pause(30 + Math.random() * 900);

// Acknowledged again after what has happened, without anybody's help.
async function goesOn(ingest, patience = 30_000) {
  const before = ingest.ids.length;
  await until(() => ingest.ids.length > before, 'statements are acknowledged again', patience);
}

const parts = {
  async kills() {
    await Server.with({}, async (server) => {
      const ingest = await Ingest.during(server, everywhere, async (ingest) => {
        for (let i = 0; i < kills; i++) {
          await somewhen();
          await server.kill();
          await server.start();
        }
        await goesOn(ingest);
      });
      await expectEverything(`${kills} kills`, server, ingest);
    });
  },

  async database() {
    if (engine === 'SQLite') return;
    await Server.with({}, async (server) => {
      const ingest = await Ingest.during(server, everywhere, async (ingest) => {
        for (let i = 0; i < kills; i++) {
          await somewhen();
          holds('the postmaster and its backends die', (await killPostgres()) > 5);
          await pause(Math.random() * 300);
          await startPostgres();
          await goesOn(ingest);
        }
      });
      lives(server);
      await until(() => healthy(server), 'the server says that it is well', 30_000);
      await expectEverything(`${kills} kills of PostgreSQL`, server, ingest);
    });
  },

  redis: () => brokerAway('redis'),
  nats: () => brokerAway('nats'),
};

// The broker goes while statements are queued, and comes back; then again with the server killed while it is away.
async function brokerAway(kind) {
  await Broker.with(kind, (broker) =>
    Server.with(broker.settings(), async (server) => {
      const ingest = await Ingest.during(server, queueOnly, async (ingest) => {
        await pause(500);
        await broker.stop();
        await pause(away);
        await goesOn(ingest);
        await broker.start();
        await pause(1200);
        await broker.stop();
        await server.kill();
        await server.start();
        await goesOn(ingest);
        await broker.start();
        await pause(1200);
        lives(server);
      });
      await expectEverything(`${kind} away`, server, ingest);
    }),
  );
}

const wanted = process.argv.slice(2);
for (const [name, part] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await group(`${engine}: ${name}`, part);
finish();
