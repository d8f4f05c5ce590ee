// An object store: s3rver behind a gate that signs each request once more, by another implementation, and compares (AWS Signature Version 4).
import aws4 from 'aws4';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';

// The only pair that s3rver knows.
const pair = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

function isSigned({ method, url, headers }) {
  const signed = /SignedHeaders=([^, ]+)/.exec(headers.authorization ?? '')?.[1].split(';') ?? [];
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => signed.includes(name))) return false;
  const [, region, service] = /Credential=S3RVER\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(headers.authorization) ?? [];
  const own = { method, path: url, service, region, headers: Object.fromEntries(signed.map((name) => [name, headers[name]])) };
  return service === 's3' && aws4.sign(own, pair).headers.Authorization.split('Signature=')[1] === headers.authorization.split('Signature=')[1];
}

export async function withBucket(use) {
  const directory = mkdtempSync(join(tmpdir(), 'ot-s3-'));
  const store = new S3rver({ silent: true, directory, configureBuckets: [{ name: 'nightly' }] });
  await store.configureBuckets();
  const handle = store.callback();
  const seen = { right: 0, wrong: 0 };
  const gate = createServer((request, response) => {
    const fine = isSigned(request);
    seen[fine ? 'right' : 'wrong']++;
    if (fine) return handle(request, response);
    response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code><Message>Check your key.</Message></Error>');
  });
  await new Promise((done) => gate.listen(0, '127.0.0.1', done));
  const settings = { OT_S3_ENDPOINT: `http://127.0.0.1:${gate.address().port}`, OT_S3_KEY: pair.accessKeyId, OT_S3_SECRET: pair.secretAccessKey };
  try {
    await use({ ...settings, OT_BACKUP_TO: 's3://nightly/school one' }, seen);
  } finally {
    gate.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
