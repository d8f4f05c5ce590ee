// With OT_CONTENT_ORIGIN=http://content.test and OT_PUBLIC_URL=https://tutor.test/: what launches say, and what that name gives.
import { request } from 'node:http';
import { equals, holds } from '../support/checks.mjs';
import { admin, base, learner, Unit, upload } from './lib.mjs';
import { au, course, pages, zip } from './package.mjs';

const get = (path, host) =>
  new Promise((done, fail) => {
    request(base + path, { headers: { host } }, async (reply) => done({ policy: reply.headers['content-security-policy'], text: Buffer.concat(await reply.toArray()).toString() })).on('error', fail).end();
  });

export async function origin() {
  const made = await upload(await admin(), zip({ 'cmi5.xml': course([au('a')]), ...pages('a') }));
  const { launched, parameters } = await Unit.launch(await learner(), made.id, 'au-1', { return_path: '/x' });
  const { origin, pathname } = new URL(launched.url);
  equals('addresses are those that browsers know', ['http://content.test', 'https://tutor.test/xapi/', 'https://tutor.test/v1/cmi5/fetch/'],
    [origin, parameters.endpoint, parameters.fetch.slice(0, -64)]);
  equals('and so is the store that names the learner', 'https://tutor.test', JSON.parse(parameters.actor).account.homePage);
  const own = await get(pathname, 'content.test'), other = await get(pathname, new URL(base).host);
  holds('under their own name pages keep their origin, as they are', own.policy.includes('allow-same-origin') && own.text === pages('a')['a.html'], own);
  holds('under the server\'s they do not', !other.policy.includes('allow-same-origin') && other.text.includes('stand-ins'), other);
}
