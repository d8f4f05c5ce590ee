import { finish, json } from './lib.mjs';
import { http_tests } from './http.mjs';
import { proxy_tests } from './proxy.mjs';
import { slow_tests } from './slow.mjs';
import { upload_tests } from './uploads.mjs';

await json('POST', '/v1/session', {});
await http_tests();
await proxy_tests();
await slow_tests();
await upload_tests();
finish();
