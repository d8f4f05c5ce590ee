import { finish, group } from '../support/checks.mjs';
import * as accounts from './accounts.mjs';
import * as mail from './mail.mjs';
import * as pages from './pages.mjs';

const groups = { ...mail, ...accounts, ...(process.env.DATABASE_URL ? {} : pages) };
const wanted = process.argv.slice(2);
for (const [name, check] of Object.entries(groups)) if (wanted.length === 0 || wanted.includes(name)) await group(name, check);
finish();
