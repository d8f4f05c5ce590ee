import './tests/lesson.ts';
import './tests/ask.ts';
import './tests/library.ts';
import './tests/looks.ts';
import './tests/admin.ts';
import './tests/jobs.ts';
import './tests/desk.ts';
import './tests/terminal.ts';
import './tests/account.ts';
import './tests/sign_in.ts';
import './tests/privacy.ts';
import { runAll } from './harness.ts';

await runAll();
