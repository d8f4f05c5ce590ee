import { equals, holds } from '../support/checks.mjs';
import { Learner } from '../support/client.mjs';
import { until } from '../support/server.mjs';
import { ask, audit, home, say, withDesk } from './lib.mjs';

export const named_queries = () =>
  withDesk({}, async (server, desk) => {
    await say(server);
    const { queries } = await desk.get('/v1/debug/queries');
    holds('there are many', queries.length >= 15, queries.length);
    for (const { name, parameters, columns } of queries) {
      const must = Object.fromEntries(parameters.filter(({ fallback }) => fallback === undefined).map((one) => [one.name, 'somebody']));
      const reply = await ask(desk, name, must);
      equals(`${name} is answered`, 200, reply.status);
      equals(`${name} names its columns`, columns, reply.columns);
      holds(`each row of ${name} has them`, reply.rows.every((row) => row.length === columns.length), reply.rows[0]);
    }
    equals('each was written down', queries.length, (await audit(desk, 'query.run')).length);
    const learned = await until(async () => (await ask(desk, 'learned-lately')).rows[0], 'the statement is flat');
    equals('who learned what', ['mailto:ann@example.com', 'http://example.com/did', 'http://example.com/x'], [learned[1].replace(/^mbox:/, ''), learned[2], learned[3]]);
    equals('strangers are not answered', 401, (await ask(new Learner(server), 'row-counts')).status);
  });

export const refusals = () =>
  withDesk({}, async (server, desk) => {
    const refused = async (query, parameters) => {
      const { status, error } = await ask(desk, query, parameters);
      return [status, error?.pointer];
    };
    equals('SQL', [400, '/query'], await refused('SELECT * FROM users'));
    equals('an unknown parameter', [400, '/parameters/org'], await refused('row-counts', { org: home }));
    equals('a text for a number', [400, '/parameters/days'], await refused('model-costs', { days: '1; DROP TABLE users' }));
    equals('beyond the bounds', [400, '/parameters/days'], await refused('model-costs', { days: 367 }));
    equals('a choice that is none', [400, '/parameters/kind'], await refused('slowest-turns', { kind: 'x' }));
    equals('what must be given', [400, '/parameters/user'], await refused('acts-of-person'));
    equals('no object', 400, (await ask(desk, 'row-counts', [])).status);
    equals('no query', 400, (await desk.post('/v1/debug/query', {})).status);
    equals('none was written down', 0, (await audit(desk, 'query.run')).length);
    equals('people are still there', 200, (await desk.get('/v1/admin/users')).status);
  });

export const rows_at_most = () =>
  withDesk({ OT_TERMINAL_ROWS: '3' }, async (server, desk) => {
    const { rows, more } = await ask(desk, 'row-counts');
    equals('three rows and a word that there are more', [3, true], [rows?.length, more]);
  });

// So many acts that they cannot be sorted in the time.
export const time_at_most = () =>
  withDesk({ OT_TERMINAL_MS: '60', ETL_MODE: 'off' }, async (server, desk) => {
    const now = Date.now() * 1000;
    const of = process.env.DATABASE_URL ? 'SELECT i FROM generate_series(1, 200000) AS g (i)' : 'WITH RECURSIVE g (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < 200000) SELECT i FROM g';
    await server.rows(`INSERT INTO audit_logs (org_id, number, at, actor, role, credential, address, action, kind, subject, hash)
      SELECT '${home}', i + 1000, ${now}, 'a' || i, '', '', '', 'act' || i, '', '', '' FROM (${of}) AS many`);
    const slow = await ask(desk, 'acts');
    equals('what takes too long is ended', [504, 'timeout'], [slow.status, slow.error?.code]);
    await until(async () => (await ask(desk, 'sessions-per-day')).status === 200, 'another query is answered');
  });
