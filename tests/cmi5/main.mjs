import { finish, group } from '../support/checks.mjs';
import { browser } from './browser.mjs';
import { content } from './content.mjs';
import { imports } from './imports.mjs';
import { launches } from './launches.mjs';
import { progress } from './progress.mjs';
import { rules } from './rules.mjs';

const all = { imports, launches, rules, progress, content, browser };
const wanted = process.argv.slice(2);
for (const [name, run] of Object.entries(all)) if (wanted.length === 0 || wanted.includes(name)) await group(name, run);
finish();
