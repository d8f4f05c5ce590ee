// What issuers of tests sign with, and servers on ports that the system chooses.
import { createHmac, createPrivateKey, createPublicKey, createSign, generateKeyPairSync, randomUUID, sign } from 'node:crypto';

export const listen = (server) => new Promise((done) => server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${server.address().port}`)));

// Read again from its text: Node 20 sometimes waits for itself without end when it exports a key while the job that made it is collected as garbage.
export const generate = (type, options) => {
  const made = generateKeyPairSync(type, { ...options, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
  return { privateKey: createPrivateKey(made.privateKey), publicKey: createPublicKey(made.publicKey) };
};
const pair = (type, options, extra) => {
  const { privateKey, publicKey } = generate(type, options);
  const kid = randomUUID();
  return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', ...extra }, secret: { ...privateKey.export({ format: 'jwk' }), kid, ...extra } };
};
export const rsa = () => pair('rsa', { modulusLength: 2048 }, { alg: 'RS256' });
export const ec = () => pair('ec', { namedCurve: 'P-256' }, { alg: 'ES256' });

// Ways to sign: (text, key) to bytes.
export const signers = {
  RS256: (text, key) => createSign('sha256').update(text).sign(key.privateKey),
  ES256: (text, key) => sign('sha256', Buffer.from(text), { key: key.privateKey, dsaEncoding: 'ieee-p1363' }),
  none: () => Buffer.alloc(0),
};
export const hmac = (text, secret) => createHmac('sha256', secret).update(text).digest();

// A JWT; members of its parts that are null are left out.
const known = (members) => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
const base64url = (members) => Buffer.from(JSON.stringify(known(members))).toString('base64url');
export function jwt(header, claims, signer, key) {
  const text = `${base64url(header)}.${base64url(claims)}`;
  return `${text}.${signer(text, key).toString('base64url')}`;
}
