import { finish, group } from '../support/checks.mjs';
import { erasing } from './erasing.mjs';
import { forwarding } from './forwarding.mjs';
import { importing } from './importing.mjs';
import { engine, stopAll } from './lib.mjs';

const tables = { ...forwarding, ...importing, ...erasing };
const wanted = process.argv.slice(2);
const chosen = Object.entries(tables).filter(([name]) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)));
const run = ([name, table]) => group(`${engine} ${name}`, table);
// These wait for a lease to end, so they wait together.
const waits = ([name]) => name.includes('killed');
for (const one of chosen.filter((each) => !waits(each))) await run(one);
await Promise.all(chosen.filter(waits).map(run));
await stopAll();
finish();
