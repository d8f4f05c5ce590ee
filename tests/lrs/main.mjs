import { attachments } from './attachments.mjs';
import { bearer_tokens } from './bearer.mjs';
import { clients } from './clients.mjs';
import { documents } from './documents.mjs';
import { extensions } from './extensions.mjs';
import { finish, guard } from './lib.mjs';
import { requests } from './requests.mjs';
import { statements } from './statements.mjs';
import { validation } from './validation.mjs';

const all = { validation, statements, documents, requests, attachments, extensions, bearer_tokens, clients };
const wanted = process.argv.slice(2);
for (const [name, table] of Object.entries(all)) if (wanted.length === 0 || wanted.includes(name)) await guard(name, table);
finish();
