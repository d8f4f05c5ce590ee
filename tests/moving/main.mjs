import { finish, group } from '../support/checks.mjs';
import { erasing } from './erasing.mjs';
import { forwarding } from './forwarding.mjs';
import { importing } from './importing.mjs';
import { engine, stopAll } from './lib.mjs';

const tables = { ...forwarding, ...importing, ...erasing };
const wanted = process.argv.slice(2);
for (const [name, table] of Object.entries(tables))
  if (wanted.length === 0 || wanted.some((one) => name.startsWith(one))) await group(`${engine} ${name}`, table);
await stopAll();
finish();
