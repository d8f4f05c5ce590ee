import { finish, group } from '../support/checks.mjs';
import { guesses } from './guessing.mjs';
import { keeps } from './keeping.mjs';
import { bears } from './load.mjs';
import { agree } from './processes.mjs';

const tables = { keeping: keeps, guessing: guesses, load: bears, processes: agree };
for (const [name, run] of Object.entries(tables)) if (!process.argv[2] || process.argv[2] === name) await group(name, run);
finish();
