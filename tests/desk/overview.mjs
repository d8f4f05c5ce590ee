import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { equals, holds } from '../support/checks.mjs';
import { pause, until } from '../support/server.mjs';
import { home, say, withDesk } from './lib.mjs';

const day = 86_400_000;
const on = (at) => new Date(at).toISOString().slice(0, 10);
const run = (id, at, usd, status = 'ok') =>
  `INSERT INTO model_runs (org_id, id, at, alias, provider, model, user_id, trace_id, status, attempts, uncached_in, cache_write_5m, cache_write_1h, cache_read, tokens_out, estimated, cost_usd, latency_ms)
   VALUES ('${home}', '${id}', ${at * 1000}, 'tutor', 'p', 'm', 'u', '', '${status}', 1, 10, 0, 0, 0, 5, 0, ${usd}, 9)`;

export const the_overview = () =>
  withDesk({ OT_DAILY_CAP_USD: '20' }, async (server, desk) => {
    await say(server);
    await server.rows(run('a', Date.now(), 1.5));
    const { numbers, parts, queues, spend } = await desk.get('/v1/admin/overview');
    const of = Object.fromEntries(numbers.map(({ name, ...counts }) => [name, counts]));
    equals('one statement, today', { all: 1, week: 1, today: 1 }, of.statements);
    equals('nobody has an account', 0, of.accounts.all);
    equals('spend against the cap', { today_usd: 1.5, cap_usd: 20 }, spend);
    const part = Object.fromEntries(parts.map(({ name, condition, reason }) => [name, [condition, reason]]));
    equals('the database', 'ok', part.database[0]);
    equals('no model is configured', ['off', 'not configured'], part['model: tutor']);
    equals('backups are off, and it says why', 'off', part.backups[0]);
    equals('no mail server, no replica', ['off', 'off'], [part.mail?.[0], part['read replica']?.[0]]);
    holds('every part gives a reason', parts.every(({ reason }) => reason.length > 0), parts);
    holds('queues have depths', queues.length > 5 && queues.every(({ depth }) => depth >= 0), queues);
  });

export const what_is_unwell = () =>
  withDesk({}, async (server, desk) => {
    await server.rows(`INSERT INTO jobs (org_id, id, kind, key, payload, state, priority, run_at, made_at, runs, failures, trace_id, reason)
      VALUES ('${home}', 'x', 'bus.forget_old', '', '{}', 'dead', 0, 1, 1, 4, 4, '', 'no')`);
    const { parts, queues } = await desk.get('/v1/admin/overview');
    equals('a dead letter is seen', ['worse', '1 dead letter waits for a decision'], (({ condition, reason }) => [condition, reason])(parts.find(({ name }) => name === 'jobs')));
    equals('and counted', 1, queues.find(({ name }) => name === 'jobs: dead letters').depth);
  });

export const costs = () =>
  withDesk({}, async (server, desk) => {
    const yesterday = Date.now() - day;
    for (const sql of [run('a', yesterday, 0.5), run('b', yesterday, 0.25, 'timeout'), run('c', Date.now(), 2)]) await server.rows(sql);
    const seen = async () => (await desk.get('/v1/admin/costs?days=7')).costs.map(({ day, alias, calls, failed, usd }) => [day, alias, calls, failed, usd]);
    const expected = [[on(Date.now()), 'tutor', 1, 0, 2], [on(yesterday), 'tutor', 2, 1, 0.75]];
    equals('by day and alias', expected, await seen());
    const stored = () => server.rows('SELECT calls, cost_usd FROM model_costs ORDER BY day DESC');
    for (const time of ['first', 'second']) {
      equals(`the nightly sum, the ${time} time`, 202, (await desk.post('/v1/admin/schedules/models.sum_costs/run')).status);
      for (let i = 0; i < 100 && (await stored()).length === 0; i++) await pause(50);
      equals(`is there after the ${time} time`, [['2', '0.75']], await stored());
    }
    equals('and shows the same', expected, await seen());
    equals('days that are none', 400, (await desk.get('/v1/admin/costs?days=0')).status);
  });

// As ./check writes it.
const report = { preset: 'dev', finished_at: '2026-11-22T03:00:00Z', passed: 7, failed: 1, steps: [{ name: 'client: tests', passed: 7, failed: 1, seconds: 3 }] };

export async function debugging() {
  const place = mkdtempSync(join(tmpdir(), 'ot-report-'));
  await withDesk({ OT_TEST_REPORT: join(place, 'test-report.json') }, async (server, desk) => {
    const none = await desk.get('/v1/debug/test-report');
    equals('no report yet', [404, 'not_found'], [none.status, none.error?.code]);
    writeFileSync(join(place, 'test-report.json'), JSON.stringify(report));
    const { status, headers, ...told } = await desk.get('/v1/debug/test-report');
    equals('the report of ./check', [200, report], [status, told]);
    const starter = async () => (await desk.get('/v1/debug/active-agents')).agents.find(({ does }) => does === 'schedules');
    const { alive, seen_at } = await until(starter, 'somebody starts what is due');
    holds('and is alive', alive && seen_at);
    const { contracts, unclaimed } = await desk.get('/v1/debug/progress');
    equals('every contract holds', [[], []], [contracts.flatMap(({ missing }) => missing), unclaimed]);
  });
  rmSync(place, { recursive: true });
}
