import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { equals, finish, group, holds } from '../support/checks.mjs';
import { Learner } from '../support/client.mjs';
import { pause, Server, until } from '../support/server.mjs';
import { Broker } from './brokers.mjs';

const run = promisify(execFile);
const binary = process.env.OT_BINARY ?? new URL('../../build/dev/omnitutor', import.meta.url).pathname;
const key = 'Basic ' + Buffer.from(`${process.env.PUBLIC_PEM}:${process.env.SECRET_PEM}`).toString('base64');
const engine = process.env.DATABASE_URL ? 'PostgreSQL' : 'SQLite';
const verbs = 'http://adlnet.gov/expapi/verbs/';

const statement = (more = {}) => ({
  actor: { name: 'Ada', mbox: 'mailto:ada@example.com' },
  verb: { id: `${verbs}completed` },
  object: { id: 'http://example.com/unit' },
  ...more,
});
const headers = { Authorization: key, 'Content-Type': 'application/json', 'X-Experience-API-Version': '2.0.0' };
const queue = (server, body, more = {}) =>
  fetch(`${server.url}/v1/xapi/queue`, { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body), signal: AbortSignal.timeout(15_000) });
const post = (server, body) => fetch(`${server.url}/xapi/statements`, { method: 'POST', headers, body: JSON.stringify(body) });
const metricsOf = (server) => until(() => fetch(`${server.url}/metrics`).then((reply) => reply.text(), () => ''), 'metrics', 5000);
const number = async (server, sql) => Number((await server.rows(sql))[0][0]);
const flat = (server, id) => server.rows(`SELECT voided FROM statements_flat WHERE statement_id = '${id}'`);
const admin = async (server) => {
  const person = new Learner(server);
  await person.post('/v1/auth/token', { token: process.env.ADMIN_TOKEN });
  return person;
};

// Statements are queued until `over`; those that were acknowledged are given back. A refused connection is no acknowledgement.
async function keepQueueing(server, over, acknowledged) {
  while (!over()) {
    const ids = Array.from({ length: 1 + Math.floor(Math.random() * 4) }, () => randomUUID());
    try {
      const reply = await queue(server, ids.map((id) => statement({ id })));
      if (reply.status === 202) acknowledged.push(...(await reply.json()).ids);
      else await pause(20);
    } catch {
      await pause(20);
    }
  }
}
async function queueDuring(server, events) {
  let over = false;
  const acknowledged = [];
  const clients = Array.from({ length: 6 }, () => keepQueueing(server, () => over, acknowledged));
  try {
    await events();
  } finally {
    over = true;
    await Promise.all(clients);
  }
  return acknowledged;
}
// Sums follow the flat rows, some moments later.
const behind = 'SELECT COUNT(*) FROM etl_cursors e LEFT JOIN report_cursors r ON r.org_id = e.org_id WHERE r.stored IS NULL OR r.stored < e.stored';
const summed = (server) => until(async () => (await number(server, behind)) === 0, 'the sums are up to date', 10_000);

// Every acknowledged statement is stored once and flat once, and the tables of reports count what is there.
async function expectAll(name, server, acknowledged) {
  holds(`${name}: some were acknowledged`, acknowledged.length > 20, acknowledged.length);
  const present = async () => new Set((await server.rows('SELECT statement_id FROM statements_flat')).map(([id]) => id));
  const missing = async () => {
    const there = await present();
    return acknowledged.filter((id) => !there.has(id)).length;
  };
  await until(async () => (await missing()) === 0, `${name}: all are flat`, 30_000).catch(() => {});
  equals(`${name}: none is missing`, 0, await missing());
  const waiting = 'SELECT COUNT(*) FROM stream_entries';
  await until(async () => (await number(server, waiting)) === 0, `${name}: nothing waits`, 20_000).catch(() => {});
  await until(async () => (await number(server, 'SELECT COUNT(*) FROM statements')) === (await number(server, 'SELECT COUNT(*) FROM statements_flat')), 'flat', 5000).catch(() => {});
  equals(`${name}: one row a statement`, await number(server, 'SELECT COUNT(*) FROM statements'), await number(server, 'SELECT COUNT(*) FROM statements_flat'));
  equals(`${name}: no statement twice`, 0, await number(server, 'SELECT COUNT(*) - COUNT(DISTINCT statement_id) FROM statements_flat'));
  await summed(server).catch(() => {});
  equals(`${name}: reports count them`, await number(server, 'SELECT COUNT(*) FROM statements_flat'),
    await number(server, 'SELECT SUM(statements) FROM report_days WHERE object_key = 0 AND verb_key <> 0'));
  equals(`${name}: none was refused`, 0, await number(server, 'SELECT COUNT(*) FROM dead_letters'));
}

const parts = {
  async embedded() {
    await Server.with({}, async (server) => {
      equals('the door wants a key', 401, (await queue(server, statement(), { Authorization: '' })).status);
      equals('the door wants JSON', 415, (await queue(server, statement(), { 'Content-Type': 'text/plain' })).status);
      equals('the door wants a statement', 400, (await queue(server, { actor: {} })).status);
      equals('the door knows its versions', 400, (await queue(server, statement(), { 'X-Experience-API-Version': '3.0' })).status);

      const first = await queue(server, statement());
      const { queued, ids } = await first.json();
      equals('a statement is queued', [202, true, 1], [first.status, queued, ids.length]);
      await until(async () => (await flat(server, ids[0])).length === 1, 'it becomes flat', 2000);
      const stored = await (await fetch(`${server.url}/xapi/statements?statementId=${ids[0]}`, { headers })).json();
      equals('it is stored by the authority of its key', process.env.PUBLIC_PEM, stored.authority?.account?.name);

      const direct = await (await post(server, statement({ actor: { name: '=2+2', mbox: 'mailto:mallory@example.com' } }))).json();
      await until(async () => (await flat(server, direct[0])).length === 1, 'what is posted becomes flat too', 2000);

      const person = await admin(server);
      const last = await until(async () => {
        const reply = await person.get('/v1/debug/last-statement');
        return reply.flat?.id === reply.stored?.id && reply;
      }, 'the last statement is flat', 3000);
      equals('the last statement is told', [direct[0], 0, 'both'], [last.flat.id, last.lag_seconds, last.etl_mode]);

      const { completions } = await person.get('/v1/debug/recent-completions');
      equals('the newest completions', [direct[0], ids[0]], completions.map((one) => one.statement));
      const raw = await person.get(`/v1/debug/raw-json/${ids[0].toUpperCase()}`);
      equals('a statement as it is stored', [ids[0], '2.0.0', false, true, ids[0]], [raw.id, raw.edition, raw.voided, raw.flat, raw.statement?.id]);
      equals('none under another id', 404, (await person.get('/v1/debug/raw-json/00000000-0000-7000-8000-000000000000')).status);
      equals('nor under what is none', 400, (await person.get('/v1/debug/raw-json/x')).status);

      await summed(server);
      const done = await person.get('/v1/xapi/reports/completions?activity=http://example.com/unit');
      equals('a report of completions', ['Ada', '=2+2'].sort(), done.rows.map((row) => row.name).sort());
      const sheet = await person.call('GET', '/v1/xapi/reports/completions', undefined, { Accept: 'text/csv' });
      const text = await sheet.text();
      equals('as CSV', 'text/csv; charset=utf-8', sheet.headers.get('content-type'));
      holds('without a formula', text.includes(`'=2+2`) && text.trim().split('\r\n').length === 3, text);
      equals('a report of verbs', [2], (await person.get('/v1/xapi/reports/verbs')).rows.map((row) => row.statements));
      equals('a report refuses what it does not know', 400, (await person.get('/v1/xapi/reports/verbs?colour=red')).status);
      const refused = async (query) => {
        const reply = await person.get(`/v1/xapi/reports/${query}`);
        return [reply.status, reply.error?.message];
      };
      equals('a report refuses a filter that it does not have', [400, 'the parameter cohort: verbs has none; those that have it: completions by=learner, completions by=activity, incomplete, time-on-task by=learner, funnel'],
        await refused('verbs?cohort=http://example.com/course'));
      equals('and a part of a day where days are counted', [400, 'the parameter since: verbs counts whole days of UTC: expected a day'], await refused('verbs?since=2026-01-05T12:00:00Z'));
      equals('which others have', 200, (await person.call('GET', '/v1/xapi/reports/completions?since=2026-01-05T12:00:00Z')).status);
      equals('a funnel wants steps', 400, (await person.get('/v1/xapi/reports/funnel?format=csv')).status);

      await post(server, statement({ verb: { id: `${verbs}voided` }, object: { objectType: 'StatementRef', id: ids[0] } }));
      await until(async () => (await flat(server, ids[0]))[0][0] === '1', 'a voided one is marked', 3000);
      await summed(server);
      equals('and no longer reported', 1, (await person.get('/v1/xapi/reports/completions')).rows.length);

      const { key: its, secret } = await person.post('/v1/xapi/keys', { label: 'limited', scopes: ['all'], statements_per_day: 4 });
      const limited = { Authorization: 'Basic ' + Buffer.from(`${its?.id}:${secret}`).toString('base64') };
      const three = await queue(server, [statement(), statement(), statement()], limited);
      equals('a quota counts each statement once', [202, 202, 429], [three.status, (await queue(server, statement(), limited)).status, (await queue(server, statement(), limited)).status]);

      await queue(server, [statement({ verb: { id: 'no iri' } }), statement({ id: direct[0], verb: { id: `${verbs}failed` } }), statement()]);
      const letters = await until(async () => {
        const reply = await person.get('/v1/xapi/dead-letters');
        return reply.dead_letters.length === 2 && reply.dead_letters;
      }, 'refused ones become dead letters', 5000);
      equals('with pointer and reason', ['conflict', 'invalid', '/verb/id'], [letters[0].code, letters[1].code, letters[1].pointer]);
      equals('one can be discarded', 204, (await person.call('DELETE', `/v1/xapi/dead-letters/${letters[0].id}`)).status);
      equals('but once', 404, (await person.call('DELETE', `/v1/xapi/dead-letters/${letters[0].id}`)).status);
      equals('one can be tried again', 202, (await person.call('POST', `/v1/xapi/dead-letters/${letters[1].id}/retry`, {})).status);
      const again = await until(async () => {
        const [letter, ...others] = (await person.get('/v1/xapi/dead-letters')).dead_letters;
        return others.length === 0 && letter && letter.id !== letters[1].id && letter;
      }, 'and is refused again', 5000);
      equals('for the same reason', '/verb/id', again.pointer);
      const metrics = await metricsOf(server);
      holds('metrics count them', /lrs_queue_statements_total\{outcome="refused"\} 3/.test(metrics) && /lrs_etl_lag_seconds 0/.test(metrics), metrics.match(/^lrs_.*/gm)?.join(' '));
    });
  },

  async kills() {
    await Server.with({}, async (server) => {
      const acknowledged = await queueDuring(server, async () => {
        for (let i = 0; i < 3; i++) {
          await pause(300 + Math.random() * 700);
          await server.kill();
          await server.start();
        }
        const place = engine === 'SQLite' ? ['--data', join(server.home, 'data')] : [];
        await run(binary, ['etl', '--incremental', '--all', ...place], { env: { ...process.env, ...(server.database && { DATABASE_URL: server.database }) } });
        await pause(300);
      });
      await expectAll('killed', server, acknowledged);
    });
  },

  async incremental() {
    await Server.with({ ETL_MODE: 'incremental' }, async (server) => {
      const ids = await (await post(server, [statement(), statement()])).json();
      await until(async () => (await flat(server, ids[1])).length === 1, 'the incremental ETL makes them flat', 5000);
      await server.stop(); // whose own ETL may be the first to bring it back
      await server.rows(`DELETE FROM statements_flat WHERE statement_id = '${ids[0]}'`);
      const place = engine === 'SQLite' ? ['--data', join(server.home, 'data')] : [];
      const { stdout } = await run(binary, ['etl', '--incremental', '--all', ...place], { env: { ...process.env, ...(server.database && { DATABASE_URL: server.database }) } });
      equals('a lost row comes back', ['1 statements brought into statements_flat\n', 1], [stdout, (await flat(server, ids[0])).length]);
    });
  },

  redis: () => brokerAway('redis'),
  nats: () => brokerAway('nats'),
};

// The broker goes away and comes back, then the server is killed beside it.
async function brokerAway(kind) {
  await Broker.with(kind, (broker) =>
    Server.with(broker.settings(), async (server) => {
      const acknowledged = await queueDuring(server, async () => {
        await pause(600);
        holds('the broker is used', !/lrs_queue_fallbacks_total [1-9]/.test(await metricsOf(server)));
        await broker.stop();
        await pause(1500);
        holds('statements wait in the database meanwhile', /lrs_queue_fallbacks_total [1-9]/.test(await metricsOf(server)));
        equals('the server lives', [null, null], [server.process.exitCode, server.process.signalCode]);
        await broker.start();
        await pause(1500);
        await server.kill();
        await server.start();
        await pause(300);
      });
      await expectAll(kind, server, acknowledged);
    }),
  );
}

const wanted = process.argv.slice(2);
for (const [name, part] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await group(`${engine}: ${name}`, part);
finish();
