// What the hostile tests share: raw connections, a browser with one cookie, and the memory of the server's whole family.
import { readFileSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';

export { finish, holds } from '../support/checks.mjs';
export { pause as sleep } from '../support/server.mjs';

export const url = new URL(process.env.OT_URL);
const server = Number(process.env.OT_SERVER_PID);

// All that comes back for these bytes until the server closes, or for `patience` milliseconds.
export function raw(bytes, { patience = 3000, port = url.port } = {}) {
    return new Promise((resolve) => {
        const chunks = [];
        let closed = false;
        const socket = connect(Number(port), url.hostname, () => socket.write(bytes));
        const end = () => { clearTimeout(timer); socket.destroy(); resolve({ text: Buffer.concat(chunks).toString('latin1'), closed }); };
        const timer = setTimeout(end, patience);
        socket.on('data', (chunk) => chunks.push(chunk));
        socket.on('error', () => {});
        socket.on('close', () => { closed = true; end(); });
    });
}
export const status_of = (text) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1] ?? 0);
export const answers_in = (text) => (text.match(/HTTP\/1\.1 \d{3} /g) ?? []).length;

let cookie = '';
export async function call(method, path, { body, headers = {} } = {}) {
    const answer = await fetch(new URL(path, url), { method, body, redirect: 'manual', headers: { ...(cookie && { cookie }), ...headers } });
    const made = answer.headers.get('set-cookie');
    if (made) cookie = made.split(';')[0];
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
export async function json(method, path, value) {
    const answer = await call(method, path, { body: value && JSON.stringify(value), headers: value ? { 'content-type': 'application/json' } : {} });
    return JSON.parse(answer.text);
}
export const session_cookie = () => cookie;

// Resident bytes of the server and everything it has started.
export function family_memory() {
    const parents = new Map(), sizes = new Map();
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) try {
        const status = readFileSync(`/proc/${pid}/status`, 'latin1');
        parents.set(Number(pid), Number(/PPid:\s+(\d+)/.exec(status)[1]));
        sizes.set(Number(pid), Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024);
    } catch { /* it ended meanwhile */ }
    const belongs = (pid) => pid === server || (pid > 1 && belongs(parents.get(pid) ?? 0));
    return [...sizes].filter(([pid]) => belongs(pid)).reduce((sum, [, size]) => sum + size, 0);
}
