import { Learner } from '../support/client.mjs';
import { Server } from '../support/server.mjs';

export const home = '00000000-0000-7000-8000-000000000001';
const settings = { ADMIN_TOKEN: 'open-sesame', OT_COURSES: '/nowhere', OT_LIMITS: 'auth=0,session=0', OT_LOG_LEVEL: 'error', PUBLIC_PEM: 'public', SECRET_PEM: 'secret' };
const basic = { Authorization: `Basic ${Buffer.from('public:secret').toString('base64')}`, 'X-Experience-API-Version': '2.0.0', 'Content-Type': 'application/json' };

// A server with its administrator.
export const withDesk = (more, use) =>
  Server.with({ ...settings, ...more }, async (server) => {
    const desk = new Learner(server);
    await desk.post('/v1/auth/token', { token: 'open-sesame' });
    await use(server, desk);
  });

export async function say(server) {
  const statement = { actor: { mbox: 'mailto:ann@example.com' }, verb: { id: 'http://example.com/did' }, object: { id: 'http://example.com/x' } };
  const reply = await fetch(`${server.url}/xapi/statements`, { method: 'POST', headers: basic, body: JSON.stringify(statement) });
  return (await reply.json())[0];
}

export const ask = (desk, query, parameters) => desk.post('/v1/debug/query', { query, parameters });
export const audit = async (desk, action) => (await desk.get('/v1/admin/audit')).entries.filter((entry) => entry.action === action);
