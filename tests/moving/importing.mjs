import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { equals, holds } from '../support/checks.mjs';
import { bare, engine, Film, ids, learner, make, many, multipart, pause, Scripted, Server, until, uuid } from './lib.mjs';

const lines = (statements) => statements.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n') + '\n';
const ndjson = { 'Content-Type': 'application/x-ndjson' };
const exported = async (server, query = '') => (await server.admin(`GET /v1/xapi/export${query}`)).text;
const parsed = (text) => text.trim().split('\n').map((line) => JSON.parse(line));

async function roundTrip() {
  const [from, to] = [await new Server().start(), await new Server().start()];
  const content = Buffer.from('bytes \0\xff of an attachment', 'latin1');
  const sha2 = createHash('sha256').update(content).digest('hex');
  const attached = make({ attachments: [{ usageType: 'http://example.com/u', display: { en: 'x' }, contentType: 'text/plain', length: content.length, sha2 }] });
  const target = make({ result: { score: { raw: 1.1e2, scaled: 0.5 }, extensions: { 'http://example.com/x': [1.0, null, 'ünï'] } } });
  await from.xapi('POST /statements', multipart(attached, content));
  await from.store([target, ...many(300)]);
  await from.store([make({ verb: { id: 'http://adlnet.gov/expapi/verbs/voided' }, object: { objectType: 'StatementRef', id: target.id } })]);
  await from.xapi('POST /statements', { body: JSON.stringify(make({ context: { contextActivities: { parent: { id: 'http://example.com/p' } } } }), null, 2), version: '1.0.3' });
  const text = await exported(from, '?attachments=true');
  const reply = await to.admin('POST /v1/xapi/imports', text, ndjson);
  const { state, stored, known, refused, attachments } = reply.json?.import ?? reply;
  equals('the import tells what it took', ['done', 304, 0, 0, 1], [state, stored, known, refused, attachments]);
  const [left, right] = [parsed(text), parsed(await exported(to, '?attachments=true'))];
  const without = (one) => (({ stored: _, ...rest }) => rest)(one);
  equals('export and import give the same, statement for statement, authority included', left.map(without), right.map(without));
  equals('what was voided is', 200, (await to.xapi('GET /statements', { query: { voidedStatementId: target.id } })).status);
  const again = (await to.admin('POST /v1/xapi/imports', text, ndjson)).json.import;
  equals('a second import stores nothing twice', [0, 304], [again.stored, again.known]);
  const one = parsed(await exported(from, `?verb=${encodeURIComponent('http://adlnet.gov/expapi/verbs/voided')}`));
  equals('filters of GET statements hold', 1, one.length);
  const misspelt = await from.admin('GET /v1/xapi/export?agnet=%7B%7D');
  equals('a misspelt one too, or everybody would come', [400, true], [misspelt.status, misspelt.text.includes('the parameter agnet')]);
  equals('a wrong filter is refused', 400, (await from.admin('GET /v1/xapi/export?agent=x')).status);
  const csv = await exported(from, '?format=csv&columns=id,result.score.raw');
  equals('CSV has a head and a row each', ['id,result.score.raw', 305], [csv.split('\r\n')[0], csv.trim().split('\r\n').length]);
  await from.stop();
  await to.stop();
}

async function badLines() {
  const to = await new Server().start();
  const good = many(3);
  const secret = 'mailto:canary.person.example.com';
  const text = lines([good[0], '{"not":"a statement"}', make({ actor: { mbox: secret } }), 'no json', '', good[1], { ...good[0], verb: { id: 'http://example.com/other' } }, good[2], good[2]]);
  const { import: made, problems } = (await to.admin('POST /v1/xapi/imports', text, ndjson)).json;
  equals('the good lines go in', [3, 1, 4, 8], [made.stored, made.known, made.refused, made.read]);
  equals('the bad ones are named by line and pointer', [[2, '/not'], [3, '/actor/mbox'], [4, ''], [7, '/id']], problems.map((one) => [one.line, one.pointer]));
  holds('each says why', problems.every((one) => one.reason.length > 10), problems);
  holds('without the value that was there', !JSON.stringify(problems).includes('canary'), problems);
  const nameless = lines([{ ...make(), id: undefined }, { ...make(), id: undefined }]);
  equals('statements without id are stored', 2, (await to.admin('POST /v1/xapi/imports', nameless, ndjson)).json.import.stored);
  equals('and once', [0, 2], [(await to.admin('POST /v1/xapi/imports', nameless, ndjson)).json.import].flatMap((one) => [one.stored, one.known]));
  await to.stop();
}

// Larger than a request may be elsewhere: read line by line.
async function largeFile() {
  const to = await new Server({ OT_XAPI_REQUEST_LIMIT: '200000' }).start();
  const statements = many(6000);
  const text = lines([...statements.slice(0, 3000), make({ result: { response: 'x'.repeat(250_000) } }), ...statements.slice(3000)]);
  holds('the file is larger than the limit of requests', text.length > 1_000_000, text.length);
  const { import: made, problems } = (await to.admin('POST /v1/xapi/imports', text, ndjson)).json;
  equals('every line is taken but the one that is too long', ['done', 6001, 6000, 1], [made.state, made.read, made.stored, made.refused]);
  equals('which is named with the limit', [3001, true], [problems[0].line, problems[0].reason.includes('200000')]);
  equals('a JSON body of that size is not', 413, (await to.admin('POST /v1/xapi/imports', `{"url":"${'x'.repeat(400_000)}"}`)).status);
  await to.stop();
}

async function commands() {
  const [from, to] = [await new Server().start(), await new Server().start()];
  const statements = many(1200);
  await from.store(statements.slice(0, 600));
  await from.store(statements.slice(600));
  const file = `${from.data}/statements.ndjson`;
  from.command('xapi', 'export', file);
  equals('the command writes all', ids(statements), ids(parsed(readFileSync(file, 'utf8'))));
  to.command('xapi', 'import', file);
  to.command('xapi', 'import', '-', { input: readFileSync(file) });
  equals('the command reads all, twice once', ids(statements), ids(await to.all({ limit: 500 })));
  holds('CSV comes out too', to.command('xapi', 'export', '--format', 'csv', '--columns', 'id').startsWith('id\r\n'));
  await from.stop();
  await to.stop();
}

// Another store whose pages come slowly, by `more`.
async function slowSource(pages, documents = {}) {
  let since;
  const source = await new Scripted(async (request) => {
    const url = new URL(request.url, 'http://x');
    if (request.headers.authorization !== 'Basic ' + Buffer.from('k:s').toString('base64')) return { status: 401 };
    if (url.pathname !== '/xapi/statements') return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(documents[url.pathname] ?? []) };
    since = url.searchParams.get('since') ?? since;
    await pause(80);
    const all = pages.flat();
    let page = Number(url.searchParams.get('page') ?? -1);
    if (page < 0) page = since ? Math.max(0, pages.findIndex((one) => one.some((statement) => statement.stored > since))) : 0;
    const more = page + 1 < pages.length ? `/xapi/statements?page=${page + 1}` : '';
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ statements: pages[page] ?? all, more }) };
  }).start();
  return source;
}

const endOf = (server, id) =>
  until('the import', async () => {
    const now = (await server.admin(`GET /v1/xapi/imports/${id}`)).json.import;
    return now.state !== 'running' && now;
  });

async function fromAnotherServer() {
  const [from, to] = [await new Server().start(), await new Server().start()];
  const content = Buffer.from('an attachment of the other store');
  const sha2 = createHash('sha256').update(content).digest('hex');
  const attached = make({ attachments: [{ usageType: 'http://example.com/u', display: { en: 'x' }, contentType: 'text/plain', length: content.length, sha2 }] });
  await from.xapi('POST /statements', multipart(attached, content));
  const registered = make({ context: { registration: uuid() } });
  await from.store([...many(250), registered]);
  const agent = learner('somebody');
  const where = { activityId: 'http://example.com/things/one', agent };
  const put = (path, query, text) => from.xapi(`PUT ${path}`, { query, body: text, headers: { 'Content-Type': 'text/plain', 'If-None-Match': '*' } });
  await put('/activities/state', { ...where, stateId: 'bookmark' }, 'page 7');
  await put('/activities/state', { ...where, stateId: 'answers', registration: registered.context.registration }, 'a, b');
  await put('/activities/profile', { activityId: where.activityId, profileId: 'level' }, 'easy');
  await put('/agents/profile', { agent, profileId: 'likes' }, 'cats');
  const made = await to.admin('POST /v1/xapi/imports', { url: `${from.url}/xapi`, key: 'public', secret: 'secret' });
  equals('it is taken on', 202, made.status);
  const done = await endOf(to, made.json.import.id);
  equals('statements, attachments and documents came', ['done', 252, 1, 4], [done.state, done.stored, done.attachments, done.documents]);
  equals('in order, as they were', (await from.all()).map(bare), (await to.all()).map(bare));
  equals('a state', 'page 7', (await to.xapi('GET /activities/state', { query: { ...where, stateId: 'bookmark' } })).text);
  equals('a state of a registration', 'a, b', (await to.xapi('GET /activities/state', { query: { ...where, stateId: 'answers', registration: registered.context.registration } })).text);
  equals('a profile of an agent', 'cats', (await to.xapi('GET /agents/profile', { query: { agent, profileId: 'likes' } })).text);
  const wrong = (await to.admin('POST /v1/xapi/imports', { url: `${from.url}/xapi`, key: 'public', secret: 'wrong' })).json.import.id;
  const failed = await until('the failure', async () => {
    const now = (await to.admin(`GET /v1/xapi/imports/${wrong}`)).json.import;
    return now.state === 'failed' && now;
  });
  holds('a failure says why', failed.error.includes('401'), failed);
  await from.stop();
  await to.stop();
}

async function largeFromAnotherServer() {
  const [from, to] = [await new Server().start(), await new Server().start()];
  const [first, second] = [new Film(40 << 20), new Film(40 << 20)];
  equals('large files are stored', [200, 200], [await first.into(from), await second.into(from)]);
  // The caches of a database fill once, whoever reads or writes.
  await first.into(to);
  holds('and given back', (await Promise.all(Array.from({ length: 6 }, () => first.isIn(to)))).every(Boolean));
  to.forgetPeak();
  const before = to.memory('VmRSS');
  const { id } = (await to.admin('POST /v1/xapi/imports', { url: `${from.url}/xapi`, key: 'public', secret: 'secret' })).json.import;
  const done = await endOf(to, id);
  const more = to.memory('VmHWM') - before;
  equals('both statements are taken, one of which was here', ['done', 1, 1, 2], [done.state, done.stored, done.known, done.attachments]);
  holds('files come in pieces', more < 25 << 10, `${more} KB more`);
  console.log(`${engine}: importing 80 MiB took ${more} KB of memory at most`);
  holds('byte for byte', await second.isIn(to));
  await from.stop();
  await to.stop();
}

async function killedImport() {
  let at = Date.parse('2026-01-01T00:00:00Z');
  const pages = Array.from({ length: 12 }, () => many(40).map((one) => ({ ...one, stored: new Date((at += 1500)).toISOString() })));
  const source = await slowSource(pages);
  const to = await new Server().start();
  const { id } = (await to.admin('POST /v1/xapi/imports', { url: `${source.url}/xapi`, key: 'k', secret: 's' })).json.import;
  const show = async () => (await to.admin(`GET /v1/xapi/imports/${id}`)).json.import;
  await until('the middle', async () => (await show()).stored >= 120);
  await to.kill();
  const before = source.requests.length;
  await to.start();
  await until('the end of the import', async () => (await show()).state === 'done', 30);
  holds('it went on where it was', new URL(source.requests[before].url, 'http://x').searchParams.get('since') !== null, source.requests[before].url);
  equals('every statement is there once, in order', ids(pages.flat()), ids(await to.all()));
  await to.stop();
  await source.stop();
}

export const importing = {
  'moving round trip': roundTrip,
  'moving bad lines': badLines,
  'moving a large file': largeFile,
  'moving by commands': commands,
  'moving from another server': fromAnotherServer,
  'moving large files from another server': largeFromAnotherServer,
  'moving by a killed import': killedImport,
};
