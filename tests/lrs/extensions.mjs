// Values of extensions are never refused and come back byte for byte: part 2, 4.1.
import { admin, base, both, holds, send, url, uuid } from './lib.mjs';

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const nested = (depth) => '['.repeat(depth) + ']'.repeat(depth);
const odd = [
  ['U+0000', '"a\\u0000b"'],
  ['a number beyond double', '1e999'],
  ['a number of 30 digits', '123456789012345678901234567890.50'],
  ['512 levels', nested(512)],
  ['half a surrogate pair', '"\\ud83d"'],
  ['a bit of everything', '{ "x" : [ 1E+400, {"\\u0000": null} ] , "y": -0.0 }'],
];
const text = (id, value, place = 'result') => {
  const extensions = `{"http://example.com/x":${value},"http://example.com/y":1.50}`;
  const { actor, verb, object } = Object.fromEntries(Object.entries(base()).map(([name, one]) => [name, JSON.stringify(one)]));
  if (place === 'definition') return `{"id":"${id}","actor":${actor},"verb":${verb},"object":{"id":"http://example.com/${id}","definition":{"extensions":${extensions}}}}`;
  return `{"id":"${id}","actor":${actor},"verb":${verb},"object":${object},"${place}":{"extensions":${extensions}}}`;
};
const put = async (version, id, body) => (await send(version, 'PUT /statements', { query: { statementId: id }, body, headers: { 'Content-Type': 'application/json' } })).status;

const come_back = async (version) => {
  for (const [name, value] of odd)
    for (const place of ['result', 'context', 'definition']) {
      const id = uuid();
      const row = `${version} 4.1 ${name} in ${place}`;
      const sent = text(id, value, place);
      holds(row, await put(version, id, sent), 204);
      const got = await send(version, 'GET /statements', { query: { statementId: id } });
      holds(`${row} comes back byte for byte`, got.text.includes(`"http://example.com/x":${value},"http://example.com/y":1.50}`) || got.text, true);
      holds(`${row} again is no news`, await put(version, id, sent), 204);
      holds(`${row} of another value is a conflict`, await put(version, id, text(id, '"other"', place)), place === 'definition' ? 204 : 409);
      for (const format of ['canonical', 'ids']) {
        const formed = await send(version, 'GET /statements', { query: { statementId: id, format } });
        holds(`${row} as ${format}`, formed.status, 200);
      }
    }
};

const elsewhere = async (version) => {
  for (const [name, value] of odd) {
    const id = uuid();
    const sent = `{"id":"${id}","actor":{"mbox":"mailto:a@example.com"},"verb":{"id":"http://example.com/v"},"object":{"id":"http://example.com/o"},"result":{"response":${value}}}`;
    holds(`${version} ${name} in a response is refused`, await put(version, id, sent), 400);
  }
  const id = uuid();
  holds(`${version} 4.1 513 levels are refused`, await put(version, id, text(id, nested(513))), 400);
  holds(`${version} what is no JSON is refused in an extension too`, await put(version, id, text(id, '[01e999]')), 400);
};

// What comes behind the store bears them too.
const behind = async () => {
  const ids = [uuid(), uuid(), uuid()];
  const body = `[${odd.slice(0, 3).map(([, value], i) => text(ids[i], value)).join(',')}]`;
  const reply = await fetch(`${url}/v1/xapi/queue`, { method: 'POST', headers: { Authorization: admin, 'Content-Type': 'application/json' }, body });
  holds('the queue takes them', reply.status, 202);
  for (const id of ids) {
    let got;
    for (let i = 0; i < 100 && got?.status !== 200; i++) {
      await pause(50);
      got = await send('2.0.0', 'GET /statements', { query: { statementId: id } });
    }
    holds('and stores them', got.status, 200);
  }
  const login = await fetch(`${url}/v1/auth/token`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token: process.env.ADMIN_TOKEN }) });
  const cookie = login.headers.get('set-cookie').split(';')[0];
  const ask = async (path) => (await fetch(url + path, { headers: { Cookie: cookie } })).text();
  let last = {};
  for (let i = 0; i < 100 && !(last.flat && last.flat.stored === last.stored.stored); i++) {
    await pause(50);
    last = JSON.parse(await ask('/v1/debug/last-statement'));
  }
  holds('the flat rows keep up', last.flat?.stored, last.stored?.stored);
  let rows = [];
  for (let i = 0; i < 100 && rows.length === 0; i++) {
    await pause(50);
    rows = JSON.parse(await ask('/v1/xapi/reports/verbs')).rows;
  }
  holds('reports answer', rows.length > 0, true);
  const exported = await ask('/v1/xapi/export');
  holds('an export has them as they were', odd.every(([, value]) => exported.includes(value)), true);
};

export const extensions = async () => {
  for (const version of both) {
    await come_back(version);
    await elsewhere(version);
  }
  await behind();
};
