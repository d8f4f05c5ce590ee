import { finish, group } from '../support/checks.mjs';
import { browser } from './browser.mjs';
import { content } from './content.mjs';
import { imports } from './imports.mjs';
import { launches } from './launches.mjs';
import { origin } from './origin.mjs';
import { progress } from './progress.mjs';
import { rules } from './rules.mjs';

const all = { imports, launches, rules, progress, content, browser }, others = { origin };
const wanted = process.argv.slice(2);
for (const [name, run] of Object.entries({ ...all, ...others })) if (wanted.includes(name) || (wanted.length === 0 && name in all)) await group(name, run);
finish();
