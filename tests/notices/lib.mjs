import { Learner } from '../support/client.mjs';
import { until } from '../support/server.mjs';

export const password = 'a phrase for the tests';
export async function signUp(server, name, email) {
  const person = new Learner(server);
  const reply = await person.post('/v1/signup', { name, password, ...(email && { email }) });
  if (reply.status !== 200) throw new Error(`sign-up: ${JSON.stringify(reply)}`);
  person.id = reply.user.id;
  return person;
}
export async function administrator(server) {
  const person = new Learner(server);
  await person.post('/v1/auth/token', { token: process.env.ADMIN_TOKEN });
  return person;
}
export const notifications = async (desk) => (await desk.get('/v1/admin/notifications')).notifications;
export const ended = (desk, kind, state) =>
  until(async () => (await notifications(desk)).find((one) => one.kind === kind && one.state === state), `a notification ${kind} that is ${state}`);
// Jobs that wait for their next try need not wait for real.
export const hurry = (server) => server.rows(`UPDATE jobs SET run_at = 1 WHERE state = 'waiting' AND kind LIKE 'notices.%'`);
