import { equals, finish, group, holds } from '../support/checks.mjs';
import { Server } from '../support/server.mjs';

const settings = { ADMIN_TOKEN: 'open-sesame', PUBLIC_PEM: 'public', SECRET_PEM: 'secret', OT_COURSES: '/nowhere', OT_LIMITS: 'auth=0', OT_LOG_LEVEL: 'error' };
const basic = { Authorization: `Basic ${Buffer.from('public:secret').toString('base64')}`, 'X-Experience-API-Version': '2.0.0', 'Content-Type': 'application/json' };
const statement = { actor: { mbox: 'mailto:ann@example.com' }, verb: { id: 'http://example.com/did' }, object: { id: 'http://example.com/x' } };

class Admin {
  constructor(server) {
    this.url = server.url;
  }
  async signIn() {
    const reply = await this.send('POST', '/v1/auth/token', { token: 'open-sesame' });
    this.cookie = reply.headers.get('set-cookie').split(';')[0];
    return this;
  }
  send = (method, path, body) =>
    fetch(this.url + path, { method, headers: { 'Content-Type': 'application/json', ...(this.cookie && { Cookie: this.cookie }) }, body: body && JSON.stringify(body) });
  json = (...request) => this.send(...request).then((reply) => reply.json());
  entries = (query = '') => this.json('GET', `/v1/admin/audit${query}`).then((reply) => reply.entries);
}

// A learner's statement, and an administrator who looks at it and goes.
async function day(server) {
  await fetch(`${server.url}/xapi/statements`, { method: 'POST', headers: basic, body: JSON.stringify(statement) });
  const admin = await new Admin(server).signIn();
  const { key } = await admin.json('POST', '/v1/xapi/keys', { label: 'x', scopes: ['all'] });
  await admin.json('GET', '/v1/admin/statements');
  await (await admin.send('GET', '/v1/xapi/export?format=csv')).text();
  await admin.send('DELETE', `/v1/xapi/keys/${key.id}`);
  return { admin, key };
}
const actions = ['xapi_key.revoke', 'statements.export', 'statements.browse', 'xapi_key.make', 'admin.sign_in'];

const recording = () =>
  Server.with(settings, async (server) => {
    const { admin, key } = await day(server);
    const entries = await admin.entries();
    equals('all acts are there, and no statement', actions, entries.map(({ action }) => action));
    equals('one person did them, from here', [[entries[0].actor, '127.0.0.1']], [...new Set(entries.map(({ actor, address }) => JSON.stringify([actor, address])))].map(JSON.parse));
    equals('by subject', ['xapi_key.revoke', 'xapi_key.make'], (await admin.entries(`?subject=${key.id}`)).map(({ action }) => action));
    equals('by page', actions.slice(2, 4), (await admin.entries('?limit=2&before=4')).map(({ action }) => action));
    holds('nothing names the learner', !JSON.stringify(entries).includes('ann'));
    const learner = await fetch(`${server.url}/v1/admin/audit`);
    equals('strangers do not read it', 401, learner.status);
  });

const verifying = () =>
  Server.with(settings, async (server) => {
    equals('an empty log', { code: 0, out: '' }, await server.command('audit', 'verify'));
    await day(server);
    const whole = await server.command('audit', 'verify');
    holds('a whole chain', whole.code === 0 && whole.out.includes('5 entries fit'), whole);
    const [noted] = /5:[0-9a-f]{64}/.exec(whole.out);
    await server.command('xapi', 'export', '/dev/null');
    equals('what was noted is still there', 0, (await server.command('audit', 'verify', '--expect', noted)).code);
    equals('what was never there', 1, (await server.command('audit', 'verify', '--expect', noted.replace('5:', '4:'))).code);
    const refused = await server.rows("UPDATE audit_logs SET actor = 'x' WHERE number = 2").then(() => 'changed', (error) => String(error));
    holds('the database refuses changes', refused.includes('only added to'), refused);
    await server.rows(`DROP TRIGGER audit_logs_stay${process.env.DATABASE_URL ? ' ON audit_logs' : ''}; UPDATE audit_logs SET actor = 'x' WHERE number = 2`);
    const changed = await server.command('audit', 'verify');
    holds('what was changed is named', changed.code === 1 && changed.out.includes('entry 2 is not as it was written'), changed);
  });

await group('recording', recording);
await group('verifying', verifying);
finish();
