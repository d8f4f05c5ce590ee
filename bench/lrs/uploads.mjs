// Memory of the server while clients upload and download large attachments: `tools/with_server PUBLIC_PEM=p SECRET_PEM=s node bench/lrs/uploads.mjs [clients] [MB] [up]`.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [clients, megabytes] = [Number(process.argv[2] ?? 8), Number(process.argv[3] ?? 50)];
const status = (name) => Number(readFileSync(`/proc/${process.env.OT_SERVER_PID}/status`, 'utf8').match(new RegExp(`${name}:\\s+(\\d+)`))[1]) >> 10;
const headers = { Authorization: 'Basic ' + Buffer.from(`${process.env.PUBLIC_PEM}:${process.env.SECRET_PEM}`).toString('base64'), 'X-Experience-API-Version': '2.0.0' };

const upload = async (client) => {
  const bytes = Buffer.alloc(megabytes << 20, `client ${client} `);
  const sha2 = createHash('sha256').update(bytes).digest('hex');
  const attachment = { usageType: 'http://example.com/film', display: { en: 'film' }, contentType: 'video/mp4', length: bytes.length, sha2 };
  const statement = { actor: { mbox: 'mailto:a@example.com' }, verb: { id: 'http://example.com/filmed' }, object: { id: 'http://example.com/film' }, attachments: [attachment] };
  const text = (part) => Buffer.from(part);
  const body = Buffer.concat([
    text(`--b\r\nContent-Type:application/json\r\n\r\n${JSON.stringify(statement)}\r\n--b\r\nContent-Type:video/mp4\r\nContent-Transfer-Encoding:binary\r\nX-Experience-API-Hash:${sha2}\r\n\r\n`),
    bytes, text('\r\n--b--\r\n'),
  ]);
  const reply = await fetch(`${process.env.OT_URL}/xapi/statements`, { method: 'POST', headers: { ...headers, 'Content-Type': 'multipart/mixed; boundary=b' }, body });
  if (reply.status !== 200) throw new Error(await reply.text());
  return (await reply.json())[0];
};
const download = async (id) => {
  const reply = await fetch(`${process.env.OT_URL}/xapi/statements?attachments=true&statementId=${id}`, { headers });
  let size = 0;
  for await (const piece of reply.body) size += piece.length;
  if (size < megabytes << 20) throw new Error(`${reply.status}, ${size} bytes`);
};
const timed = async (work) => {
  const began = Date.now();
  const result = await work();
  return [result, (Date.now() - began) / 1000];
};

const before = status('VmRSS');
const each = Array.from({ length: clients }, (_, client) => client);
const [ids, up] = await timed(() => Promise.all(each.map(upload)));
const peak = status('VmHWM');
const [, down] = await timed(() => (process.argv[4] === 'up' ? undefined : Promise.all(ids.map(download))));
console.log(JSON.stringify({ clients, megabytes, rss_before_mb: before, peak_up_mb: peak, upload_s: up, download_s: down, peak_mb: status('VmHWM'), rss_after_mb: status('VmRSS') }));
