import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { equals, finish, group, holds } from '../support/checks.mjs';
import { pause, Server } from '../support/server.mjs';
import { withBucket } from './bucket.mjs';

const settings = { OT_LOG_LEVEL: 'error', PUBLIC_PEM: 'public', SECRET_PEM: 'secret' };
const headers = { Authorization: `Basic ${Buffer.from('public:secret').toString('base64')}`, 'X-Experience-API-Version': '2.0.0', 'Content-Type': 'application/json' };
const statement = () => ({ actor: { mbox: 'mailto:ann@example.com' }, verb: { id: 'http://example.com/did' }, object: { id: 'http://example.com/x' } });
const post = async (server) => {
  const reply = await fetch(`${server.url}/xapi/statements`, { method: 'POST', headers, body: JSON.stringify([statement(), statement()]) });
  return reply.ok ? reply.json() : [];
};
const has = async (server, id) => (await fetch(`${server.url}/xapi/statements?statementId=${id}`, { headers })).status === 200;

// Statements that come in until told to stop; the ids of those that were acknowledged.
function writer(server) {
  const ids = [];
  let going = true;
  const ended = (async () => {
    while (going) ids.push(...(await post(server).catch(() => [])));
  })();
  return { ids, stop: () => ((going = false), ended) };
}

const afterACrash = () =>
  Server.with(settings, async (server) => {
    const writing = writer(server);
    await pause(500);
    const before = [...writing.ids];
    const made = await server.command('backup');
    equals(`a backup beside a server that stores (${made.out})`, 0, made.code);
    await pause(200);
    equals('no restore under it', 1, (await server.command('restore', '--replace')).code);
    await server.kill();
    await writing.stop();
    holds('statements came in before and during the backup', before.length > 10 && writing.ids.length > before.length, writing.ids.length);
    const verified = await server.command('backup', 'verify');
    holds('it is whole', verified.code === 0 && verified.out.includes('every table has its rows'), verified.out);
    const kept = (await server.command('restore')).out;
    holds('a database that holds something stays unless told otherwise', /exists|holds tables/.test(kept), kept);
    const restored = await server.command('restore', '--replace');
    holds('it is restored, and what stood there is kept', restored.code === 0 && /is kept as \S+before.restore/.test(restored.out), restored.out);
    await server.start();
    const missing = [];
    for (const id of before) if (!(await has(server, id))) missing.push(id);
    equals('all that was acknowledged before the backup is there', [], missing);
    equals('and new statements are taken', 2, (await post(server)).length);
    const [[courses]] = await server.rows("SELECT COUNT(*) FROM courses WHERE state = 'ready'");
    equals('the sample course too', '1', courses);
  });

const privacy = () =>
  Server.with(settings, async (server) => {
    await server.command('backup');
    const place = join(server.home, 'data/backups');
    equals('nobody else may look', '700', (statSync(place).mode & 0o777).toString(8));
    equals('a backup is a file and its manifest', 2, readdirSync(place).length);
    equals('nothing else is left', [], readdirSync(join(server.home, 'data')).filter((name) => name.startsWith('backup-')));
  });

const inABucket = () =>
  withBucket((bucket, seen) =>
    Server.with({ ...settings, ...bucket }, async (server) => {
      const [id] = await post(server);
      const made = await server.command('backup');
      equals(`it goes to the bucket (${made.out})`, 0, made.code);
      const listed = await server.command('backup', 'list');
      holds('it is listed', listed.code === 0 && listed.out.trim().split('\n').length === 1 && listed.out.includes('omnitutor-'), listed.out);
      const verified = await server.command('backup', 'verify');
      equals(`it is whole (${verified.out})`, 0, verified.code);
      holds('every request was signed rightly', seen.right > 4 && seen.wrong === 0, seen);
      server.settings.OT_S3_SECRET = 'guess';
      const refused = await server.command('backup', 'list');
      holds('a wrong secret is told so', refused.code === 1 && refused.out.includes('403 SignatureDoesNotMatch') && !refused.out.includes('guess'), refused.out);
      server.settings.OT_S3_SECRET = bucket.OT_S3_SECRET;
      await server.stop();
      equals('it comes back from there', 0, (await server.command('restore', '--replace')).code);
      await server.start();
      holds('with what was in it', await has(server, id));
    }),
  );

await group('after a crash', afterACrash);
await group('what lies there', privacy);
await group('in a bucket', inABucket);
finish();
