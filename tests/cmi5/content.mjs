// The files of a package, as a browser gets them (docs/decisions/0008-uploaded-content.md).
import { equals, holds } from '../support/checks.mjs';
import { admin, base, learner, Unit, upload } from './lib.mjs';
import { au, course, zip } from './package.mjs';

export async function content() {
  const files = { 'a.html': '<!doctype html>hi', 'js/m.mjs': 'export {}', 'pic.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>', 'film.mp4': '0123456789', 'ö ü.txt': 'x', LICENSE: 'y' };
  const made = await upload(await admin(), zip({ 'cmi5.xml': course([au('a')]), ...files }));
  const unit = await Unit.launch(await learner(), made.id, 'au-1');
  const folder = new URL('.', unit.launched.url).href;
  const get = (path, headers = {}) => fetch(folder + path, { headers });
  const types = { 'a.html': 'text/html', 'js/m.mjs': 'text/javascript', 'pic.svg': 'image/svg+xml', 'film.mp4': 'video/mp4', '%C3%B6%20%C3%BC.txt': 'text/plain', LICENSE: 'application/octet-stream' };
  for (const [path, type] of Object.entries(types)) {
    const reply = await get(path);
    const policy = reply.headers.get('content-security-policy') ?? '';
    equals(path, [200, type, 'nosniff', '*', 'no-referrer', null], [reply.status, ...['content-type', 'x-content-type-options', 'access-control-allow-origin', 'referrer-policy', 'set-cookie'].map((name) => reply.headers.get(name))]);
    holds(`${path} is in a sandbox without this origin`, policy.startsWith('sandbox ') && !policy.includes('allow-same-origin') && !policy.includes('top-navigation'), policy);
  }
  const whole = await get('film.mp4');
  const ranges = [['bytes=2-4', 206, '234', 'bytes 2-4/10'], ['bytes=7-', 206, '789', 'bytes 7-9/10'], ['bytes=-2', 206, '89', 'bytes 8-9/10'], ['bytes=10-', 416, '', 'bytes */10'], ['bytes=0-1,4-5', 200, '0123456789', null]];
  for (const [range, status, text, said] of ranges) {
    const part = await get('film.mp4', { range });
    equals(range, [status, text, said], [part.status, await part.text(), part.headers.get('content-range')]);
  }
  equals('what is known already', 304, (await get('film.mp4', { 'if-none-match': whole.headers.get('etag') })).status);
  for (const path of ['cmi5.xml', 'none.html', 'js', '..%2f..%2fv1%2fcourses'])
    holds(`${path} is not there`, [400, 404].includes((await get(path)).status));
  equals('without the learner\'s key there is nothing', 404, (await fetch(`${base}/cmi5/${made.id}/a.html`)).status);
  const head = await fetch(folder + 'a.html', { method: 'HEAD' });
  equals('HEAD', [200, String((await (await get('a.html')).arrayBuffer()).byteLength)], [head.status, head.headers.get('content-length')]);
}
