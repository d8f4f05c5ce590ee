// What is in the store against what was acknowledged, and what the ETL made of it against a count from the statements themselves.
import { equals, holds } from '../support/checks.mjs';
import { until } from '../support/server.mjs';

const day = 86_400_000_000;
const page = 20_000;
const ends = new Set(['terminated', 'suspended', 'exited'].map((name) => `http://adlnet.gov/expapi/verbs/${name}`));
const number = async (server, sql) => Number((await server.rows(sql))[0][0]);
const identity = (actor) => actor.mbox.replace('mailto:', 'mbox:mailto:');

// All rows of a query that ends in `stored`, page by page.
async function* pages(server, columns, from) {
  for (let after = 0; ; ) {
    const rows = await server.rows(`SELECT ${columns}, stored FROM ${from} WHERE stored > ${after} ORDER BY org_id, stored LIMIT ${page}`);
    yield* rows;
    if (rows.length < page) return;
    after = Number(rows.at(-1).at(-1));
  }
}

const add = (sums, key, values) => {
  const sum = sums.get(key);
  if (sum) values.forEach((value, i) => (sum[i] += value));
  else sums.set(key, values);
};
const milliseconds = (duration) => Math.round(Number(/^PT([\d.]+)S$/.exec(duration)?.[1] ?? 0) * 1000);

// The sums of report_days, report_activities and report_learners, from the bodies.
class Recount {
  days = new Map();
  activities = new Map();
  learners = new Map();
  add(body) {
    const { actor, verb, object, result, timestamp } = body;
    const completed = verb.id.endsWith('/completed') ? 1 : 0;
    const spent = milliseconds(result?.duration ?? '');
    const times = ends.has(verb.id) ? [0, spent] : [spent, 0];
    const number = Math.floor((Date.parse(timestamp) * 1000) / day);
    const activity = object.objectType === 'StatementRef' ? '' : object.id;
    add(this.days, `${verb.id} all ${number}`, [1, completed, ...times]);
    add(this.activities, `${verb.id} all`, [1, completed, ...times]);
    if (!activity) return;
    add(this.days, `all all ${number}`, [1, completed, ...times]);
    add(this.days, `${verb.id} ${activity} ${number}`, [1, completed, ...times]);
    for (const by of ['all', verb.id]) add(this.activities, `${by} ${activity}`, [1, completed, ...times]);
    const passed = verb.id.endsWith('/passed') ? 1 : 0, failed = verb.id.endsWith('/failed') ? 1 : 0;
    add(this.learners, `${identity(actor)} ${verb.id} ${activity}`, [1, passed, failed, ...times]);
  }
}
const named = (kind, column) => `COALESCE((SELECT id FROM report_names n WHERE n.org_id = r.org_id AND kind = ${kind} AND key = r.${column}), 'all')`;
const kept = (rows, keys) => new Map(rows.filter((row) => Number(row[keys]) !== 0).map((row) => [row.slice(0, keys).join(' '), row.slice(keys).map(Number)]));
const days = async (server) =>
  kept(await server.rows(`SELECT ${named(1, 'verb_key')}, ${named(2, 'object_key')}, day, statements, completions, duration_ms, session_ms FROM report_days r`), 3);
const activities = async (server) =>
  kept(await server.rows(`SELECT ${named(1, 'verb_key')}, ${named(2, 'object_key')}, statements, completions, duration_ms, session_ms FROM report_activities r`), 2);
const learners = async (server) =>
  kept(await server.rows(`SELECT ${named(3, 'actor_key')}, ${named(1, 'verb_key')}, ${named(2, 'object_key')},
    statements, successes, failures, duration_ms, session_ms FROM report_learners r WHERE object_key <> 0`), 3);

function expectSums(name, counted, found) {
  const wrong = [...counted].filter(([key, sums]) => JSON.stringify(sums) !== JSON.stringify(found.get(key)));
  holds(`${name}: a sum is wrong`, wrong.length === 0, wrong.slice(0, 3).map(([key, sums]) => [key, sums, found.get(key)]));
  equals(`${name}: as many sums as were counted`, counted.size, found.size);
}

// Whoever sends after another was answered is stored after it.
function expectOrder(name, requests, storedOf) {
  const times = requests.flatMap(({ ids, sent, answered }) => {
    const stored = ids.map((id) => storedOf.get(id));
    return [{ at: sent, first: Math.min(...stored) }, { at: answered, last: Math.max(...stored) }];
  });
  let newest = 0, wrong = 0;
  for (const { first, last } of times.sort((a, b) => a.at - b.at || (a.last ? 1 : -1))) {
    if (last) newest = Math.max(newest, last);
    else if (first <= newest) wrong++;
  }
  // A request that was sent again may have been stored by its first attempt, never before that.
  equals(`${name}: stored rises with time`, 0, wrong);
}

// What a broker holds is not among the rows: there the acknowledged ones are waited for.
async function settled(server, name, acknowledged) {
  const stored = async () => (await number(server, 'SELECT COUNT(*) FROM statements')) >= acknowledged;
  const flat = async () => (await number(server, 'SELECT COUNT(*) FROM statements')) === (await number(server, 'SELECT COUNT(*) FROM statements_flat'));
  const queued = async () => (await number(server, 'SELECT COUNT(*) FROM stream_entries')) === 0;
  const behind = 'SELECT COUNT(*) FROM etl_cursors e LEFT JOIN report_cursors r ON r.org_id = e.org_id WHERE r.stored IS NULL OR r.stored < e.stored';
  const summed = async () => (await number(server, behind)) === 0;
  await until(async () => (await queued()) && (await stored()) && (await flat()) && (await summed()), `${name}: everything is flat`, 180_000).catch(() => {});
}

export async function expectEverything(name, server, ingest) {
  await settled(server, name, new Set(ingest.ids).size);
  holds(`${name}: statements were acknowledged`, ingest.ids.length > 20, ingest.ids.length);
  equals(`${name}: nobody was refused`, [], [...new Set(ingest.refusals)].slice(0, 2));

  const recount = new Recount(), storedOf = new Map(), flat = new Map();
  let twice = 0;
  for await (const [id, voided, body, stored] of pages(server, 'id, voided, body', 'statements')) {
    const statement = JSON.parse(body);
    if (storedOf.has(id) || statement.id !== id) twice++;
    storedOf.set(id, Number(stored));
    if (!ingest.voided.has(id)) recount.add(statement);
    if ((voided === '1') !== ingest.voided.has(id)) twice++;
  }
  for await (const [id, voided, stored] of pages(server, 'statement_id, voided', 'statements_flat')) flat.set(id, [voided === '1', Number(stored)]);
  equals(`${name}: every statement once, voided ones marked`, 0, twice);
  equals(`${name}: stored is never the same`, storedOf.size, new Set(storedOf.values()).size);
  equals(`${name}: no acknowledged statement is missing`, 0, ingest.ids.filter((id) => !storedOf.has(id)).length);
  equals(`${name}: none was acknowledged under two ids`, ingest.ids.length, new Set(ingest.ids).size);
  const extra = storedOf.size - new Set(ingest.ids).size;
  holds(`${name}: nothing is there that nobody sent`, extra >= 0 && extra <= ingest.unknown, [extra, ingest.unknown]);
  expectOrder(name, ingest.requests, storedOf);

  equals(`${name}: a flat row for each`, storedOf.size, flat.size);
  const wrong = [...storedOf].filter(([id, stored]) => flat.get(id)?.[1] !== stored || flat.get(id)[0] !== ingest.voided.has(id));
  equals(`${name}: of its time, voided ones marked`, [], wrong.slice(0, 3));
  expectSums(`${name}, days`, recount.days, await days(server));
  expectSums(`${name}, activities`, recount.activities, await activities(server));
  expectSums(`${name}, learners`, recount.learners, await learners(server));
  equals(`${name}: nothing is a dead letter`, [], await server.rows('SELECT * FROM dead_letters LIMIT 2'));
  console.log(`  ${storedOf.size} statements, ${ingest.ids.length} acknowledged, ${ingest.voided.size} voided`);
}
