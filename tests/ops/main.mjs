import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { equals, finish, holds } from '../support/checks.mjs';
import { Learner } from '../support/client.mjs';
import { until } from '../support/server.mjs';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const server = { url: process.env.OT_URL };

// What each expression asks for: a name and the labels it is filtered or summed by.
const words = /\b(sum|max|min|by|rate|increase|histogram_quantile|topk|le|instance|job|label_values|on|up)\b/;
function asked(expression) {
  const names = [...expression.replaceAll(/"[^"]*"/g, '""').matchAll(/\b([a-z][a-z0-9_]*_[a-z0-9_]+)\b(?:\{([^}]*)\})?/g)].filter(([, name]) => !words.test(name));
  const by = [...expression.matchAll(/by \(([^)]*)\)/g)].flatMap(([, labels]) => labels.split(/, */));
  return names.map(([, name, filter = '']) => ({ name: name.replace(/_bucket$/, ''), labels: [...filter.matchAll(/([a-z]+)[=!]/g)].map(([, label]) => label).concat(by).filter((one) => !words.test(one)) }));
}

// What a server has said of itself once it has done a little of everything that needs no other.
async function exported() {
  const desk = new Learner(server);
  await desk.post('/v1/auth/token', { token: 'open-sesame' });
  await desk.post('/v1/xapi/forwards', { label: 'x', kind: 'webhook', url: 'http://127.0.0.1:9/x' });
  const headers = { Authorization: `Basic ${Buffer.from('public:secret').toString('base64')}`, 'X-Experience-API-Version': '2.0.0', 'Content-Type': 'application/json' };
  const body = JSON.stringify({ actor: { mbox: 'mailto:a@example.com' }, verb: { id: 'http://example.com/did' }, object: { id: 'http://example.com/x' } });
  await fetch(`${server.url}/v1/xapi/queue`, { method: 'POST', headers, body });
  await desk.post('/v1/admin/schedules/bus.forget_old/run');
  await desk.post('/v1/admin/backups');
  return until(async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return ['jobs_open{', 'job_run_seconds_count', 'xapi_forward_lag_seconds{', 'lrs_queue_entries{', 'lrs_queue_statements_total{'].every((one) => text.includes(one)) && text;
  }, 'the metrics are there');
}

// Families with the labels of their first line. What only a model or a crash brings forth is taken from where the program makes it.
function familiesOf(text) {
  const families = new Map();
  for (const [, name, labels = ''] of text.matchAll(/^([a-z_0-9]+?)(?:_bucket|_sum|_count)?(?:\{(.*)\})? /gm))
    if (!families.has(name)) families.set(name, new Set([...labels.matchAll(/([a-z]+)="/g)].map(([, label]) => label)));
  return families;
}
const sources = readdirSync(new URL('src/', root), { recursive: true }).filter((name) => name.endsWith('.cpp') && !name.includes('_test')).map((name) => read(`src/${name}`));
function inSource(name, labels) {
  const file = sources.find((text) => text.includes(`("${name}"`));
  return file !== undefined && labels.every((label) => file.includes(`${label}=\\"`));
}

const dashboard = JSON.parse(read('ops/dashboard.json'));
const panels = dashboard.panels.filter(({ type }) => type !== 'row');
const expressions = [...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)), ...[...read('ops/alerts.yml').matchAll(/^ +expr: (.*)$/gm)].map(([, expr]) => expr)];
holds('there is something to check', panels.length > 10 && expressions.length > panels.length + 5, expressions.length);
const families = familiesOf(await exported());
for (const { name, labels } of expressions.flatMap(asked)) {
  const live = families.get(name);
  holds(`${name}{${labels}} is said by the server`, live ? labels.every((label) => live.has(label)) : inSource(name, labels), live ? [...live] : 'no such family');
}
equals('a name that is none is noticed', [false, false], ['jobs_opened', 'nothing_total'].map((name) => families.has(name) || inSource(name, [])));
holds('a label that is none is noticed', !families.get('jobs_open').has('class'));
equals('panels have numbers of their own', panels.length, new Set(panels.map(({ id }) => id)).size);

const manual = read('docs/operations.md');
const anchors = new Set([...manual.matchAll(/^## (.*)$/gm)].map(([, title]) => title.toLowerCase().replaceAll(/[^a-z0-9 -]/g, '').replaceAll(' ', '-')));
for (const [, anchor] of read('ops/alerts.yml').matchAll(/operations\.md#([a-z0-9-]+)/g)) holds(`the manual has ${anchor}`, anchors.has(anchor), [...anchors]);

const promtool = spawnSync('promtool', ['--version']).status === 0;
if (promtool)
  for (const [command, file] of [['rules', 'ops/alerts.yml'], ['config', 'ops/prometheus.yml']])
    holds(`promtool check ${command}`, execFileSync('promtool', ['check', command, new URL(file, root).pathname]).includes('SUCCESS'));
else console.log('SKIPPED, not counted: promtool is not here (Debian package prometheus), so nobody else read the rules');
finish();
