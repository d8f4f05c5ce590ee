// A package with @xapi/cmi5, a client that we did not write, launched in a real browser: a whole session from within the sandbox, and
// what uploaded pages try in vain.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { equals, holds } from '../support/checks.mjs';
import { admin, base, learner, recorded, Unit, upload, verbs } from './lib.mjs';
import { au, block, course, zip } from './package.mjs';

const chromium = process.env.OT_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const fromWeb = createRequire(new URL('../../web/package.json', import.meta.url));

const lesson = `<!doctype html><meta charset="utf-8"><title>lesson</title><link rel="stylesheet" href="css/a.css"><script src="js/cmi5.js"></script>
<script type="module">
import { answer } from './js/answer.mjs';
const page = await (await fetch('data/page.json')).json();
const unit = new Cmi5();
await unit.initialize();
await unit.progress(50);
await unit.interactionTrueFalse('t', 'q', true, true);
await unit.pass({ scaled: page.score });
await unit.complete();
const { returnURL, launchMode } = unit.getLaunchData();
await unit.terminate();
document.title = JSON.stringify({ answer, launchMode, returnURL, preferences: unit.getLearnerPreferences(), color: getComputedStyle(document.body).color });
window.leave = () => (location.href = returnURL);
</script><body>`;
const files = { 'index.html': lesson, 'js/cmi5.js': readFileSync(new URL('node_modules/@xapi/cmi5/dist/Cmi5.umd.js', import.meta.url)), 'js/answer.mjs': 'export const answer = 42;', 'css/a.css': 'body{color:rgb(1,2,3)}', 'data/page.json': '{"score":0.9}' };

// What a hostile page tries; each says what it got.
const hostile = `<!doctype html><script type="module">
const tries = {
  cookie: () => document.cookie || 'none',
  storage: () => localStorage.length,
  origin: () => self.origin,
  opener: () => String(window.opener && window.opener.document.title),
  session: async () => (await fetch('/v1/session', { method: 'POST', credentials: 'include', headers: { 'content-type': 'application/json' }, body: '{}' })).status,
  keys: async () => (await fetch('/v1/xapi/keys', { credentials: 'include' })).status,
  forged: async () => {
    const form = new FormData();
    form.append('file', new Blob(['# Forged']), 'forged.md');
    return (await fetch('/v1/courses', { method: 'POST', mode: 'no-cors', credentials: 'include', body: form })).type;
  },
  worker: async () => String(await navigator.serviceWorker.register('sw.js')),
};
const got = {};
for (const [name, run] of Object.entries(tries)) try { got[name] = await run(); } catch (error) { got[name] = error.name; }
document.title = JSON.stringify(got);
</script>`;

const titled = async (page) => {
  await page.waitForFunction(() => document.title.startsWith('{'), undefined, { timeout: 15_000 });
  return JSON.parse(await page.title());
};

async function session(context, boss, who) {
  const made = await upload(boss, zip({ 'cmi5.xml': course([au('a', { moveOn: 'CompletedAndPassed', masteryScore: '0.8' }, { url: 'index.html' })]), ...files }));
  const unit = await Unit.launch(who, made.id, 'au-1', { return_path: '/v1/healthz' });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(unit.launched.url);
  const seen = await titled(page).catch((error) => ({ error: String(error), errors }));
  equals('the client\'s session', { answer: 42, launchMode: 'Normal', returnURL: `${base}/v1/healthz`, preferences: seen.preferences, color: 'rgb(1, 2, 3)' }, seen);
  equals('preferences arrive', 'on', seen.preferences?.audioPreference);
  equals('is whole in the record store', ['launched', 'initialized', 'progressed', 'answered', 'passed', 'completed', 'terminated', 'satisfied'].sort(), verbs(await recorded(unit.launched.registration, 8)).sort());
  await page.evaluate(() => window.leave());
  await page.waitForURL(`${base}/v1/healthz`);
  holds('the learner comes back by returnURL', true);
}

async function attacks(context, boss, who) {
  const made = await upload(boss, zip({ 'cmi5.xml': course([au('a', {}, { url: 'index.html' })]), 'index.html': hostile, 'sw.js': '' }));
  const unit = await Unit.launch(who, made.id, 'au-1');
  const page = await context.newPage();
  await page.goto(unit.launched.url);
  const got = await titled(page);
  equals('cookies, storage, origin, opener', ['none', 0, 'null', 'null'], [got.cookie, got.storage, got.origin, got.opener]);
  equals('no request with the session reaches an answer', ['TypeError', 'TypeError'], [got.session, got.keys]);
  equals('what it sends unread is not sent in the administrator\'s name', ['opaque', []], [got.forged, (await boss.get('/v1/imports')).imports]);
  holds('no worker stays behind', got.worker !== undefined && /Error/.test(got.worker), got.worker);
}

// The way of people: the desk imports, a learner finds the package on the first page, opens a unit, and is back when it ends.
const leaving = lesson.replace('window.leave = ()', 'setTimeout(()').replace("(location.href = returnURL);", "(location.href = returnURL), 300);");
async function people(context, page) {
  const file = { name: 'geology.zip', mimeType: 'application/zip', buffer: zip({ 'cmi5.xml': course([block('b', [au('Rocks', { moveOn: 'CompletedAndPassed', masteryScore: '0.8' }, { url: 'index.html' })])], { title: 'Rocks and people' }), ...files, 'index.html': leaving }) };
  await page.goto(`${base}/ui/admin/packages`);
  await page.getByRole('button', { name: 'Import a package' }).waitFor();
  await page.getByLabel('Import a package').setInputFiles({ ...file, buffer: Buffer.from('PK nothing') });
  await page.getByRole('alert').getByText('The package is a damaged archive.').waitFor();
  await page.getByLabel('Import a package').setInputFiles(file);
  const row = page.getByRole('list', { name: 'Imported packages' }).getByRole('listitem').filter({ hasText: 'Rocks and people' });
  await row.waitFor();
  await page.goto(base);
  await page.getByRole('region', { name: 'Course packages' }).getByRole('link', { name: 'Rocks and people' }).click();
  await page.getByRole('button', { name: 'Start Unit Rocks' }).click();
  await page.waitForURL(/\/cmi5\//);
  await page.waitForURL(/\/package\//);
  await page.getByRole('button', { name: 'Open Unit Rocks again' }).waitFor();
  const done = await page.getByRole('listitem').filter({ hasText: 'Unit Rocks' }).textContent();
  holds('the learner sees what was done', /completed.*passed.*Done/.test(done) && (await page.getByText('Everything in this course is done.').isVisible()), done);
  if (process.env.OT_SHOTS) await page.screenshot({ path: `${process.env.OT_SHOTS}/package.png` });
  await page.goto(`${base}/ui/admin/packages`);
  if (process.env.OT_SHOTS) await page.screenshot({ path: `${process.env.OT_SHOTS}/packages.png` });
  await row.getByRole('button', { name: 'Remove Rocks and people' }).click();
  await row.getByRole('button', { name: 'Remove it' }).click();
  await row.waitFor({ state: 'detached' });
  holds('the desk removes it', true);
}

export async function browser() {
  if (!chromium || !existsSync(new URL('../../web/node_modules/playwright-core', import.meta.url))) return holds('Chromium and web/node_modules are there', false);
  const running = await fromWeb('playwright-core').chromium.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    // The browser of an administrator: the most that could be lost.
    const boss = await admin(), who = await learner();
    const [name, value] = boss.cookie.split('=');
    const context = await running.newContext();
    await context.addCookies([{ name, value, url: base, httpOnly: true, sameSite: 'Lax' }]);
    await session(context, boss, who);
    await attacks(context, boss, who);
    await people(context, await context.newPage());
  } finally {
    await running.close();
  }
}
