import { finish, group } from '../support/checks.mjs';
import * as backups from './backups.mjs';
import * as live from './live.mjs';
import * as overview from './overview.mjs';
import * as terminal from './terminal.mjs';

for (const suite of [terminal, overview, live, backups])
  for (const [name, run] of Object.entries(suite)) await group(name, run);
finish();
