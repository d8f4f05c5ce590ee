// Attachments and signed statements: part 3, 1.5.2 and part 2, 2.4.11 and 2.6.
import { createHash, createSign } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '../support/keys.mjs';
import { both, holds, make, send, uuid } from './lib.mjs';

const sha = (bits, bytes) => createHash(`sha${bits}`).update(bytes).digest('hex');
const declare = (bytes, changes = {}) => ({
  usageType: 'http://example.com/usage', display: { en: 'x' }, contentType: 'application/octet-stream', length: bytes.length, sha2: sha(256, bytes), ...changes,
});
// parts: [headers, bytes]; the text of a request with them.
const multipart = (boundary, parts) =>
  Buffer.concat([
    ...parts.flatMap(([headers, bytes]) => [
      Buffer.from(`\r\n--${boundary}\r\n${Object.entries(headers).map(([name, value]) => `${name}:${value}\r\n`).join('')}\r\n`),
      Buffer.from(bytes),
    ]),
    Buffer.from(`\r\n--${boundary}--`),
  ]);
const resident = () => Number(readFileSync(`/proc/${process.env.OT_SERVER_PID}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]);  // KB
const json = (value) => [{ 'Content-Type': 'application/json' }, JSON.stringify(value)];
const part = (bytes, changes = {}) => [
  { 'Content-Type': 'application/octet-stream', 'Content-Transfer-Encoding': 'binary', 'X-Experience-API-Hash': sha(256, bytes), ...changes }, bytes,
];
const post = (version, parts, type = 'multipart/mixed; boundary=----b') =>
  send(version, 'POST /statements', { body: multipart('----b', parts), headers: { 'Content-Type': type } });

// Stores a statement with these bytes and gives its id.
export const storeAttachment = async (version, statement, bytes) =>
  (await post(version, [json({ ...statement, attachments: [declare(bytes, { contentType: 'text/plain' })] }), part(bytes)])).json[0];

const exchange = async (version) => {
  const bytes = Buffer.from([0, 1, 2, 13, 10, 45, 45, 255]);
  const statement = () => make({ attachments: [declare(bytes)] });
  const status = async (...arguments_) => (await post(version, ...arguments_)).status;
  const reply = await post(version, [json(statement()), part(bytes)]);
  holds(`${version} 1.5.2 stored`, reply.status, 200);
  const got = await send(version, 'GET /statements', { query: { statementId: reply.json[0], attachments: true } });
  const boundary = got.headers.get('Content-Type').match(/^multipart\/mixed; boundary=(\w+)$/)?.[1];
  holds(`${version} 1.5.2 multipart back, 00161`, typeof boundary, 'string');
  holds(`${version} 1.5.2 the same bytes`, got.bytes.includes(Buffer.concat([Buffer.from('\r\n\r\n'), bytes, Buffer.from(`\r\n--${boundary}--`)])), true);
  holds(`${version} 1.5.2 each hash twice`, got.bytes.toString('latin1').split(sha(256, bytes)).length - 1, 2);
  const plain = await send(version, 'GET /statements', { query: { statementId: reply.json[0] } });
  holds(`${version} 2.1.3 attachments=false is JSON, 00167`, plain.headers.get('Content-Type'), 'application/json');
  const page = await send(version, 'GET /statements', { query: { attachments: true, limit: 1, verb: `http://a.b/${uuid()}` } });
  holds(`${version} 2.1.3 multipart even when empty`, page.headers.get('Content-Type').startsWith('multipart/mixed'), true);

  holds(`${version} 1.5.2 one part for two attachments`, await status([json([statement(), statement()]), part(bytes)]), 200);
  holds(`${version} 1.5.2 SHA-512`, await status([json(make({ attachments: [declare(bytes, { sha2: sha(512, bytes) })] })), part(bytes, { 'X-Experience-API-Hash': sha(512, bytes) })]), 200);
  holds(`${version} 1.5.2 length is not compared`, await status([json(make({ attachments: [declare(bytes, { length: 99 })] })), part(bytes)]), 200);
  holds(`${version} 1.5.2 no attachments`, await status([json(make())]), 200);
  holds(`${version} 1.5.2 fileUrl only`, await status([json(make({ attachments: [declare(bytes, { fileUrl: 'http://a.b/c' })] }))]), 200);
  holds(`${version} 1.5.2 part nobody declares, 00128`, await status([json(make()), part(bytes)]), 400);
  holds(`${version} 1.5.2 neither part nor fileUrl, 00129`, await status([json(statement())]), 400);
  holds(`${version} 1.5.1 the same as JSON`, (await send(version, 'POST /statements', { body: statement() })).status, 400);
  holds(`${version} 1.5.2 no boundary, 00130`, await status([json(make())], 'multipart/mixed'), 400);
  holds(`${version} 1.5.2 wrong boundary, 00131`, await status([json(make())], 'multipart/mixed; boundary=other'), 400);
  holds(`${version} 1.5.2 first part is JSON, 00132`, await status([part(bytes), json(statement())]), 400);
  const { id: _, ...planned } = statement();
  const nested = (changes) => make({ object: { objectType: 'SubStatement', ...planned, attachments: [declare(bytes, changes)] } });
  const within = await post(version, [json(nested()), part(bytes)]);
  const back = await send(version, 'GET /statements', { query: { statementId: within.json[0], attachments: true } });
  holds(`${version} 1.5.2 those of a SubStatement come back`, back.bytes.includes(Buffer.concat([Buffer.from('\r\n\r\n'), bytes])), true);
  const unsigned = { usageType: 'http://adlnet.gov/expapi/attachments/signature' };
  holds(`${version} 2.6 one of a SubStatement signs nothing`, await status([json(nested(unsigned)), part(bytes)]), 200);
  const refused = async (body) => (await send(version, 'POST /statements', { body })).json.error.pointer;
  holds(`${version} 1.5.2 where a missing part is declared`, await refused([make(), statement()]), '/1/attachments/0');
  holds(`${version} 1.5.2 in a SubStatement`, await refused(nested()), '/object/attachments/0');
  const capital = sha(256, bytes).toUpperCase();
  const shouted = await post(version, [json(make({ attachments: [declare(bytes, { sha2: capital })] })), part(bytes)]);
  holds(`${version} 1.5.2 a sha2 in capitals`, shouted.status, 200);
  holds(`${version} 1.5.2 a hash in capitals`, await status([json(statement()), part(bytes, { 'X-Experience-API-Hash': capital })]), 200);
  const named = await send(version, 'GET /statements', { query: { statementId: shouted.json[0], attachments: true } });
  holds(`${version} 1.5.2 its part is named as the statement names it`, named.text.includes(`X-Experience-API-Hash:${capital}\r\n`), true);
  holds(`${version} 1.5.2 no hash, 00134`, await status([json(statement()), [{ 'Content-Transfer-Encoding': 'binary' }, bytes]]), 400);
  holds(`${version} 1.5.2 wrong hash, 00134`, await status([json(statement()), part(Buffer.from('x'), { 'X-Experience-API-Hash': sha(256, bytes) })]), 400);
  holds(`${version} 1.5.2 no binary, 00135`, await status([json(statement()), part(bytes, { 'Content-Transfer-Encoding': '7bit' })]), 400);
};

// A key with a certificate of its own, made by the openssl program.
const signer = () => {
  const directory = mkdtempSync(join(tmpdir(), 'lrs-'));
  const [key, certificate] = [join(directory, 'key'), join(directory, 'certificate')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-days', '2', '-subj', '/CN=test'], { stdio: 'ignore' });
  const pem = readFileSync(certificate, 'utf8');
  const made = { key: readFileSync(key, 'utf8'), x5c: [pem.replace(/-----[^-]+-----|\s/g, '')] };
  rmSync(directory, { recursive: true });
  return made;
};

const signed = async (version) => {
  const { key, x5c } = signer();
  const other = generate('rsa', { modulusLength: 2048 }).privateKey;
  const encode = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  const jws = (payload, { alg = 'RS256', chain, by = key } = {}) => {
    const text = `${encode({ alg, ...(chain ? { x5c: chain } : {}) })}.${encode(payload)}`;
    return `${text}.${createSign(`RSA-SHA${alg.slice(2)}`).update(text).sign(by).toString('base64url')}`;
  };
  const attempt = async (signature, statement, changes = {}) => {
    const bytes = Buffer.from(signature);
    const attachment = declare(bytes, { usageType: 'http://adlnet.gov/expapi/attachments/signature', ...changes });
    return (await post(version, [json({ ...statement, attachments: [attachment] }), part(bytes)])).status;
  };
  const statement = () => make({ id: uuid(), 'result.duration': 'PT1.239S', timestamp: '2023-05-04T12:00:00Z' });
  const one = statement();
  for (const alg of ['RS256', 'RS384', 'RS512']) {
    const each = statement();
    holds(`${version} 2.6 ${alg} under its certificate`, await attempt(jws(each, { alg, chain: x5c }), each), 200);
  }
  holds(`${version} 2.6 without certificate`, await attempt(jws(one), one), 200);
  holds(`${version} 2.6 digits beyond 0.01 s`, await attempt(jws({ ...one, result: { duration: 'PT1.231S' } }), one), 200);
  holds(`${version} 2.6 HS256, 00117`, await attempt(`${encode({ alg: 'HS256' })}.${encode(one)}.eA`, one), 400);
  holds(`${version} 2.6 contentType, 00115`, await attempt(jws(one), one, { contentType: 'text/plain' }), 400);
  holds(`${version} 2.6 payload is no JSON, 00116`, await attempt(jws('x'), one), 400);
  holds(`${version} 2.6 another statement`, await attempt(jws(make({ verb: { id: 'http://a.b/other' } })), one), 400);
  holds(`${version} 2.6 no JWS`, await attempt('x', one), 400);
  if (version === '2.0.0') {
    const newer = { ...statement(), context: { contextAgents: [{ objectType: 'contextAgent', agent: { mbox: 'mailto:x@example.com' } }] } };
    holds('2.6 a statement that only 2.0.0 knows', await attempt(jws(newer), newer), 200);
    const query = { statementId: newer.id, attachments: true };
    const [asIs, older] = [await send('2.0.0', 'GET /statements', { query }), await send('1.0.3', 'GET /statements', { query })];
    holds('2.6 its signature goes with it', [asIs, older].map(({ text }) => text.includes('attachments/signature') && text.includes(jws(newer))), [true, false]);
    holds('2.6 and not with what 1.0.3 reads of it', ['signature', 'context', jws(newer)].filter((word) => older.text.includes(word)), []);
  }
  holds(`${version} 2.6 another key than the certificate's`, await attempt(jws(one, { chain: x5c, by: other }), one), 400);
};

// Files that are streamed both ways, without the server holding them.
const large = async () => {
  const bytes = Buffer.alloc(20 << 20, 'the sea ').map((byte, i) => byte ^ (i >> 16));
  const statement = () => make({ attachments: [declare(bytes)] });
  const before = resident();
  const replies = await Promise.all([1, 2, 3, 4].map(() => post('2.0.0', [json(statement()), part(bytes)])));
  holds('1.5.2 four files of 20 MB at once', replies.map((reply) => reply.status), [200, 200, 200, 200]);
  holds('they cost the server less than 60 MB of memory', resident() - before < 60 << 10 || resident() - before, true);
  const got = await send('2.0.0', 'GET /statements', { query: { statementId: replies[3].json[0], attachments: true } });
  const boundary = got.headers.get('Content-Type').match(/boundary=(\w+)$/)?.[1];
  holds('1.5.2 a large file comes back', got.bytes.includes(Buffer.concat([Buffer.from('\r\n\r\n'), bytes.subarray(0, 1000)])), true);
  const end = Buffer.from(`\r\n--${boundary}--\r\n`);
  holds('1.5.2 whole', got.bytes.subarray(got.bytes.length - end.length - bytes.length).equals(Buffer.concat([bytes, end])), true);
  const head = await send('2.0.0', 'HEAD /statements', { query: { statementId: replies[3].json[0], attachments: true } });
  holds('HEAD of it has no body', [head.status, head.bytes.length], [200, 0]);

  const rows = [
    ['1.5.2 a large file of another hash, 00132', [json(statement()), part(Buffer.concat([bytes, Buffer.from('x')]), { 'X-Experience-API-Hash': sha(256, bytes) })], 400],
    ['1.5.2 a large file nobody declares, 00128', [json(make()), part(bytes)], 400],
    ['2.6 a signature that is too large', [json(make({ attachments: [declare(bytes, { usageType: 'http://adlnet.gov/expapi/attachments/signature' })] })), part(bytes)], 413],
    ['statements of 17 MB beside files', [json(make({ 'result.response': 'x'.repeat(17 << 20) }))], 413],
  ];
  for (const [row, parts, status] of rows) holds(row, (await post('2.0.0', parts)).status, status);
  const put = await send('2.0.0', 'PUT /statements', { query: { statementId: uuid() }, body: multipart('----b', [json(statement()), part(bytes)]), headers: { 'Content-Type': 'multipart/mixed; boundary=----b' } });
  holds('1.5.2 PUT with a large file', put.status, 204);
  const cut = multipart('----b', [json(statement()), part(bytes)]).subarray(0, 2 << 20);
  holds('1.5.2 the end is missing, 00130', (await send('2.0.0', 'POST /statements', { body: cut, headers: { 'Content-Type': 'multipart/mixed; boundary=----b' } })).status, 400);
  holds('1.5 a batch of 3 MB is streamed too', (await send('2.0.0', 'POST /statements', { body: Array.from({ length: 6 }, () => make({ 'result.response': 'x'.repeat(500_000) })) })).status, 200);
  holds('4.0 without credentials nothing is read', (await send('2.0.0', 'POST /statements', { body: make({ 'result.response': 'x'.repeat(400_000) }), auth: null })).status, 401);
};

export const attachments = async () => {
  await large();
  for (const version of both) {
    await exchange(version);
    await signed(version);
  }
};
