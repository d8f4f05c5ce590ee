// Requests that nginx and we could read differently. Its connections to us are shared by its clients, so an answer that we give to a
// hidden request would reach the next one's client.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holds, raw, sleep, url } from './lib.mjs';
import { malformed } from './http.mjs';

const free_port = () => new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => resolve(port)); });
});
const answers = (port) => new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); }).on('error', () => resolve(false));
});

// The hidden requests ask for something else than the probes do, or an answer out of turn would look right.
const hidden_path = '/v1/healthz';

// One worker and one kept connection: what one client leaves behind, the next one meets.
const config = (port, home) => `worker_processes 1; daemon off; pid ${home}/pid; error_log ${home}/error.log;
events { worker_connections 256; }
http {
  access_log off; client_body_temp_path ${home}/body; proxy_temp_path ${home}/proxy; fastcgi_temp_path ${home}/f; uwsgi_temp_path ${home}/u; scgi_temp_path ${home}/s;
  upstream omnitutor { server ${url.host}; keepalive 1; }
  server { listen 127.0.0.1:${port}; ignore_invalid_headers off; underscores_in_headers on;
    location / { proxy_pass http://omnitutor; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_request_buffering off; proxy_buffering off; } }
}`;

export async function proxy_tests() {
    const home = mkdtempSync(join(tmpdir(), 'omnitutor-nginx-'));
    const port = await free_port();
    writeFileSync(join(home, 'conf'), config(port, home));
    const nginx = spawn('/usr/sbin/nginx', ['-e', join(home, 'error.log'), '-c', join(home, 'conf')], { stdio: 'ignore' });
    for (let tries = 0; tries < 100 && !(await answers(port)); ++tries) await sleep(50);
    const health = async () => (await fetch(`http://127.0.0.1:${port}/v1/healthz`)).text();
    holds('nginx passes requests on', (await health()).includes('"ok":true'));
    for (const [name, bytes] of malformed) {
        await raw(Buffer.from(bytes.replaceAll(hidden_path, '/v1/courses'), 'latin1'), { port, patience: 300 });
        const next = await Promise.all([health(), health(), health()]);
        holds(`behind nginx: ${name}`, next.every((text) => /^\{"ok":true,"ts":"[^"]+","mail":"not configured"\}$/.test(text)), next.join('\n'));
    }
    nginx.kill();
    rmSync(home, { recursive: true, force: true });
}
