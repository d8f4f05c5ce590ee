// A push service and the browsers behind it: takes messages, decrypts them as a browser would (RFC 8188, RFC 8291) and checks who signed them
// (RFC 8292), by node's own cryptography; answers whatever a check wants it to.
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, randomUUID, verify } from 'node:crypto';
import { createServer } from 'node:http';
import { listen } from '../support/keys.mjs';
import { until } from '../support/server.mjs';

const derive = (key, salt, info, bytes) => Buffer.from(hkdfSync('sha256', key, salt, info, bytes));
const zero = Buffer.alloc(1);

export class Browser {
  key = createECDH('prime256v1');
  auth = randomBytes(16);
  constructor(service) {
    this.key.generateKeys();
    this.path = `/send/${randomUUID()}`;
    this.endpoint = service.url + this.path;
  }
  // As PushSubscription.toJSON has it.
  toJSON = () => ({ endpoint: this.endpoint, expirationTime: null, keys: { p256dh: this.key.getPublicKey('base64url'), auth: this.auth.toString('base64url') } });

  decrypt(body) {
    const salt = body.subarray(0, 16), size = body.readUInt32BE(16), sender = body.subarray(21, 21 + body[20]), record = body.subarray(21 + body[20]);
    if (record.length > size) throw new Error('more than one record');
    const info = Buffer.concat([Buffer.from('WebPush: info'), zero, this.key.getPublicKey(), sender]);
    const input = derive(this.key.computeSecret(sender), this.auth, info, 32);
    const decipher = createDecipheriv('aes-128-gcm', derive(input, salt, 'Content-Encoding: aes128gcm\0', 16), derive(input, salt, 'Content-Encoding: nonce\0', 12));
    decipher.setAuthTag(record.subarray(-16));
    const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
    const end = padded.lastIndexOf(2);
    if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('no delimiter');
    return padded.subarray(0, end).toString();
  }
}

// What a request shows of its sender; null when the signature is not of that key.
export function senderOf(authorization) {
  const [, text, signature, k] = /^vapid t=([\w-]+\.[\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(authorization) ?? [];
  if (!k) return null;
  const point = Buffer.from(k, 'base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
  if (!verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64url'))) return null;
  const [header, claims] = text.split('.').map((part) => JSON.parse(Buffer.from(part, 'base64url')));
  return { header, claims, key: k };
}

export class PushService {
  messages = []; // { path, headers, body, at }
  answers = []; // one for each of the next messages: a status, or [status, headers]; 201 when there is none

  static async open() {
    const service = new PushService();
    service.server = createServer((request, response) => void service.take(request, response));
    service.url = await listen(service.server);
    return service;
  }
  async take(request, response) {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    this.messages.push({ path: request.url, headers: request.headers, body: Buffer.concat(pieces) });
    const [status, headers] = [this.answers.shift() ?? 201].flat();
    response.writeHead(status, headers ?? {}).end('a word that nobody should repeat');
  }
  browser = () => new Browser(this);
  // The settings of a server that sends to it.
  settings = (more = {}) => ({ OT_PUSH_CONTACT: 'mailto:admin@school.example', OT_PUSH_PRIVATE_TARGETS: '1', ...more });
  // The messages to a browser, once there are `count`.
  async messagesTo(browser, count = 1) {
    const mine = () => this.messages.filter(({ path }) => path === browser.path);
    return until(() => mine().length >= count && mine(), `${count} messages to a browser`);
  }
  readAt = async (browser, count = 1) => JSON.parse(browser.decrypt((await this.messagesTo(browser, count)).at(-1).body));
  close() {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(done));
  }
}
