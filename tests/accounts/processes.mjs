// Two processes on one database: what one decides the other knows within five seconds, and each takes the tokens of the other.
import { join } from 'node:path';
import { equals, holds } from '../support/checks.mjs';
import { Server, until } from '../support/server.mjs';
import { nameOf, Person } from './lib.mjs';

const settings = { ADMIN_TOKEN: 'open sesame', OT_LIMITS: 'session=0' };

async function client(server, name) {
  const person = new Person(server);
  const { tokens } = await person.signIn(name, { tokens: true });
  person.token = tokens.access_token;
  person.refresh = tokens.refresh_token;
  return person;
}
const at = (server, person) => Object.assign(new Person(server), { token: person.token, cookie: person.cookie });

async function together(first, second) {
  await new Person(first).signUp(nameOf('of two'));
  const here = await client(first, nameOf('of two'));
  const there = at(second, here);
  equals('the token of one is taken by the other', nameOf('of two'), (await there.get('/v1/account')).name);
  const keys = async (server) => (await (await fetch(`${server.url}/.well-known/jwks.json`)).json()).keys.map(({ kid }) => kid).sort().join();
  await client(second, nameOf('of two'));
  equals('both publish both keys', await keys(first), await keys(second));
  holds('which are two', (await keys(first)).split(',').length === 2);

  const used = here.refresh;
  const renewed = await there.post('/v1/auth/refresh', { refresh_token: used });
  equals('a refresh token is taken by the other', 200, renewed.status);
  equals('and used up at both', 409, (await here.post('/v1/auth/refresh', { refresh_token: used })).status);

  equals('out everywhere', 204, (await here.call('POST', '/v1/logout/all')).status);
  equals('here at once', 401, (await here.get('/v1/account')).status);
  const started = performance.now();
  await until(async () => (await there.get('/v1/account')).status === 401, 'the other process knows it', 8000);
  const took = performance.now() - started;
  holds('there within five seconds', took < 5500, took);
}

export const agree = () =>
  Server.with(settings, async (first) => {
    const second = new Server({ ...settings, DATABASE_URL: first.database ?? `sqlite:${join(first.home, 'data/omnitutor.db')}` });
    if (first.database) second.database = first.database;
    try {
      await second.start();
      await together(first, second);
    } finally {
      await second.stop();
      second.clear();
    }
  });
