// Somebody with a browser or an API client, and what the tables have in common.
import { Learner } from '../support/client.mjs';

export const password = 'a phrase for the tests';
// Names under which the log is searched.
export const nameOf = (n) => `Zerlina ${n}`;

export class Person extends Learner {
  constructor(server, address) {
    super(server);
    this.address = address;
  }
  call(method, path, body, headers = {}, signal = undefined) {
    const from = this.address ? { 'x-forwarded-for': this.address } : {};
    const bearer = this.token ? { authorization: `Bearer ${this.token}` } : {};
    return super.call(method, path, body, { ...from, ...bearer, ...headers }, signal);
  }
  signUp = (name, more = {}) => this.post('/v1/signup', { name, password, ...more });
  signIn = (name, more = {}) => this.post('/v1/login', { name, password, ...more });
  user = async () => (await this.post('/v1/session')).user;
}

export const quantile = (times, q) => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * q))];
export async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
