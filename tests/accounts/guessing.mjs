// Who guesses learns nothing and waits; the owner, elsewhere, gets in.
import { equals, holds } from '../support/checks.mjs';
import { Server } from '../support/server.mjs';
import { nameOf, Person, quantile, timed } from './lib.mjs';

const wrong = 'a phrase that is wrong';
let places = 0;
const elsewhere = (server) => new Person(server, `198.51.${(places / 250) | 0}.${++places % 250}`);

// The time of a refusal is the same for a name that somebody has and one that nobody has: each from a place of its own, in turns.
async function tellsNothingByItsTime(server) {
  const known = [], unknown = [];
  for (let i = 0; i < 40; i++) {
    known.push(await timed(() => elsewhere(server).post('/v1/login', { name: nameOf(`known ${i}`), password: wrong })));
    unknown.push(await timed(() => elsewhere(server).post('/v1/login', { name: nameOf(`unknown ${i}`), password: wrong })));
  }
  const [one, other] = [quantile(known, 0.5), quantile(unknown, 0.5)];
  console.log(`a refusal takes ${one.toFixed(1)} ms for a known name, ${other.toFixed(1)} ms for an unknown one`);
  holds('the times are alike', Math.abs(one - other) < 0.2 * Math.max(one, other), { one, other });
}

async function makesGuessersWait(server) {
  const guesser = elsewhere(server);
  const statuses = [];
  for (let i = 0; i < 8; i++) statuses.push((await guesser.post('/v1/login', { name: nameOf('known 0'), password: wrong })).status);
  equals('five guesses, then a wait', '401,401,401,401,401,429,429,429', statuses.join());
  const reply = await guesser.signIn(nameOf('known 0'));
  equals('not even the right one', 429, reply.status);
  holds('it says how long', reply.error?.retry_after_ms > 0 && Number(reply.headers.get('retry-after')) >= 1, reply.error);
  equals('the owner is elsewhere', 200, (await elsewhere(server).signIn(nameOf('known 0'))).status);
  const many = await Promise.all(Array.from({ length: 30 }, () => guesser.post('/v1/login', { name: nameOf('known 1'), password: wrong })));
  holds('thirty at once are no more than five', many.filter(({ status }) => status === 401).length <= 5, many.map(({ status }) => status).join());
}

async function refusesOtherSites(server) {
  const person = elsewhere(server);
  await person.signIn(nameOf('known 2'));
  for (const [path, body] of [['/v1/login', { name: nameOf('known 3'), password: wrong }], ['/v1/logout', {}], ['/v1/account/password', { present: wrong, next: wrong }]])
    equals(`from another site: ${path}`, 403, (await person.call('POST', path, body, { origin: 'https://evil.example' })).status);
  const form = await fetch(`${server.url}/v1/login`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"name":"x","password":"y"}' });
  equals('as a form can send it', 415, form.status);
  equals('still in', 200, (await person.get('/v1/account')).status);
}

export const guesses = () =>
  Server.with({ OT_TRUST_PROXY: '1', OT_LIMITS: 'signup=0,session=0,login=0' }, async (server) => {
    for (let i = 0; i < 40; i++) await elsewhere(server).signUp(nameOf(`known ${i}`));
    await tellsNothingByItsTime(server);
    await makesGuessersWait(server);
    await refusesOtherSites(server);
  });
