import { finish, group } from '../support/checks.mjs';
import * as accounts from './accounts.mjs';
import * as alerts from './alerts.mjs';
import * as inbox from './inbox.mjs';
import * as mail from './mail.mjs';
import * as pages from './pages.mjs';
import * as push from './push.mjs';
import * as push_page from './push_page.mjs';
import * as reminders from './reminders.mjs';

const groups = { ...mail, ...accounts, ...inbox, ...alerts, ...reminders, ...push, ...(process.env.DATABASE_URL ? {} : { ...pages, ...push_page }) };
const wanted = process.argv.slice(2);
for (const [name, check] of Object.entries(groups)) if (wanted.length === 0 || wanted.includes(name)) await group(name, check);
finish();
