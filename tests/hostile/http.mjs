// Requests that two parsers could read differently, paths that climb, hosts that are not ours, pages of another site.
import { answers_in, call, holds, json, raw, session_cookie, status_of, url } from './lib.mjs';

const get = (path, more = '') => `GET ${path} HTTP/1.1\r\nHost: ${url.host}\r\n${more}Connection: close\r\n\r\n`;
const post = (headers, body) => `POST /v1/session HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: application/json\r\n${headers}\r\n${body}`;
const hidden = `GET /v1/healthz HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`;

// [name, bytes, the statuses that are right]; each must end the connection and get one answer at most
export const malformed = [
    ['two equal lengths', post('Content-Length: 2\r\nContent-Length: 2\r\n', '{}'), [400]],
    ['two lengths', post('Content-Length: 2\r\nContent-Length: 40\r\n', '{}' + hidden), [400]],
    ['a list of lengths', post('Content-Length: 2, 2\r\n', '{}'), [400]],
    ['a negative length', post('Content-Length: -2\r\n', '{}'), [400]],
    ['a signed length', post('Content-Length: +2\r\n', '{}'), [400]],
    ['a length in hex', post('Content-Length: 0x2\r\n', '{}'), [400]],
    ['a length beyond 64 bits', post('Content-Length: 18446744073709551618\r\n', '{}'), [400, 413]],
    ['a length beside chunks', post('Content-Length: 2\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n' + hidden), [400]],
    ['chunked twice', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'), [400]],
    ['chunked, then identity', post('Transfer-Encoding: chunked, identity\r\n', '0\r\n\r\n' + hidden), [400, 501]],
    ['an unknown coding', post('Transfer-Encoding: xchunked\r\n', '0\r\n\r\n' + hidden), [400, 501]],
    ['a coding behind a tab', post('Transfer-Encoding:\tchunked\x0b\r\n', '0\r\n\r\n' + hidden), [400, 501]],
    ['a blank before the colon', post('Transfer-Encoding : chunked\r\n', '0\r\n\r\n' + hidden), [400]],
    ['a folded header', post('X-A: b\r\n Content-Length: 2\r\n', '{}'), [400]],
    ['bare line feeds', `GET /v1/healthz HTTP/1.1\nHost: ${url.host}\n\n`, [400]],
    ['a bare carriage return', `GET /v1/healthz HTTP/1.1\r\nHost: ${url.host}\r\nX: a\rb\r\n\r\n`, [400]],
    ['a NUL in a header', `GET /v1/healthz HTTP/1.1\r\nHost: ${url.host}\r\nX: a\0b\r\n\r\n`, [400]],
    ['chunks in HTTP/1.0', post('Transfer-Encoding: chunked\r\n', '0\r\n\r\n').replace('HTTP/1.1', 'HTTP/1.0'), [400]],
    ['a chunk of no hex', post('Transfer-Encoding: chunked\r\n', 'zz\r\n{}\r\n0\r\n\r\n'), [400]],
    ['a chunk with 0x', post('Transfer-Encoding: chunked\r\n', '0x2\r\n{}\r\n0\r\n\r\n'), [400]],
    ['a negative chunk', post('Transfer-Encoding: chunked\r\n', '-2\r\n{}\r\n0\r\n\r\n'), [400]],
    ['a chunk beyond 64 bits', post('Transfer-Encoding: chunked\r\n', '10000000000000002\r\n{}\r\n0\r\n\r\n'), [400, 413]],
    ['a chunk without its end', post('Transfer-Encoding: chunked\r\n', '2\r\n{}0\r\n\r\n' + hidden), [400]],
    ['a chunk ended by a line feed', post('Transfer-Encoding: chunked\r\n', '2\n{}\n0\n\n' + hidden), [400]],
    ['an endless chunk extension', post('Transfer-Encoding: chunked\r\n', `2;${'a'.repeat(60_000)}\r\n{}\r\n0\r\n\r\n`), [400]],
    ['no host', 'GET /v1/healthz HTTP/1.1\r\n\r\n', [400]],
    ['two hosts', `GET /v1/healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n`, [400]],
    ['no version', 'GET /\r\n\r\n', [400]],
    ['HTTP/2 by prior knowledge', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400, 505]],
    ['a TLS greeting', Buffer.from('16030100c8010000c40303', 'hex').toString('latin1') + '\r\n\r\n', [400]],
    ['a target with a blank', 'GET /v1/he althz HTTP/1.1\r\nHost: a\r\n\r\n', [400, 505]],
    ['a target with a NUL', 'GET /v1/healthz\0 HTTP/1.1\r\nHost: a\r\n\r\n', [400]],
    ['a tunnel', 'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n', [400, 404, 405]],
];

const climbing = ['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fetc%2fpasswd', '/%252e%252e/%252e%252e/etc/passwd', '/..%5c..%5cetc/passwd',
    '/%c0%ae%c0%ae/etc/passwd', '/assets/../../../../etc/passwd', '/assets/%2e%2e/%2e%2e/package.json', '//etc/passwd', '/./../etc/passwd', '/%00/etc/passwd',
    '/etc/passwd%00.html', '/.git/config', '/file:///etc/passwd', '/..;/..;/etc/passwd', '/%uff0e%uff0e/etc/passwd', '/proc/self/environ', '/omnitutor.db', '/../omnitutor.db'];

export async function http_tests() {
    await Promise.all(malformed.map(async ([name, bytes, right]) => {
        const { text, closed } = await raw(Buffer.from(bytes, 'latin1'));
        const found = status_of(text);
        holds(name, right.includes(found) && answers_in(text) === 1, `status ${found}, ${answers_in(text)} answers`);
        holds(`${name} ends the connection`, closed || [404, 405].includes(found));
    }));
    await Promise.all(climbing.map(async (path) => {
        const { text } = await raw(get(path));
        const page = status_of(text) === 200 && text.toLowerCase().includes('<!doctype html>');  // the client's own page, for any path
        holds(`climbing ${path}`, ([400, 404].includes(status_of(text)) || page) && !/root:.*:0:0|SQLite format|\[core\]/.test(text), text);
    }));
    await hosts();
    await injection();
    await other_sites();
    await queries();
}

// What a request says about its host must not come back in a page, a link or a redirect.
async function hosts() {
    for (const path of ['/', '/docs', '/openapi.json', '/v1/courses', '/v1', '/courses/x'])
        for (const lie of ['Host: evil.example\r\n', `Host: ${url.host}\r\nX-Forwarded-Host: evil.example\r\n`, `Host: ${url.host}\r\nForwarded: host=evil.example\r\n`]) {
            const { text } = await raw(`GET ${path} HTTP/1.1\r\n${lie}Connection: close\r\n\r\n`);
            holds(`${path} with ${lie.split('\r')[0]}`, status_of(text) > 0 && !text.includes('evil.example'), text);
        }
    const { text } = await raw(`GET http://evil.example/v1/healthz HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\n\r\n`);
    holds('absolute form answers for ourselves', status_of(text) === 200 && !text.includes('evil'), text);
}

async function injection() {
    for (const path of ['/%0d%0aX-Injected:%201', '/v1/courses?q=%0d%0aX-Injected:%201', '/v1/passages/%0d%0aX-Injected:%201']) {
        const { text } = await raw(get(path));
        holds(`no header from ${path}`, status_of(text) > 0 && !/^X-Injected:/im.test(text), text);
    }
    const trace = await raw(get('/v1/healthz', 'traceparent: 00-<script>\r\n'));
    holds('a broken traceparent is replaced', /traceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-01/.test(trace.text), trace.text);
    const page = await call('GET', '/');
    const policy = page.headers.get('content-security-policy') ?? '';
    holds('a policy without inline scripts', policy.includes('script-src') && !/script-src[^;]*'unsafe-(inline|eval)'/.test(policy), policy);
    holds('no frames of others', policy.includes("frame-ancestors 'none'") || page.headers.get('x-frame-options') === 'DENY', policy);
    for (const path of ['/', '/v1/healthz', '/nothing', '/openapi.json']) holds(`nosniff ${path}`, (await call('GET', path)).headers.get('x-content-type-options') === 'nosniff');
}

async function other_sites() {
    const made = await fetch(new URL('/v1/session', url), { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    const flags = made.headers.get('set-cookie') ?? '';
    holds('cookie flags', /HttpOnly/.test(flags) && /SameSite=(Lax|Strict)/.test(flags) && /Path=\//.test(flags) && !/Domain=/.test(flags), flags);
    await json('POST', '/v1/session', {});
    const state = (headers) => call('POST', '/v1/event', { body: '{"events":[{"name":"a","at":"2026-11-21T09:00:00Z"}]}', headers: { 'content-type': 'application/json', ...headers } });
    for (const origin of ['http://evil.example', 'null', `http://${url.host}.evil.example`, `http://evil.example/${url.host}`, `https://${url.hostname}:1`])
        holds(`a change from ${origin}`, (await state({ origin })).status === 403);
    const crossed = await raw(`POST /v1/session HTTP/1.1\r\nHost: ${url.host}\r\nCookie: ${session_cookie()}\r\nSec-Fetch-Site: cross-site\r\n` +
                              'Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}');
    holds('a change from another site without an origin', status_of(crossed.text) === 403, crossed.text);
    holds('a change from our own page', (await state({ origin: url.origin })).status === 200);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
        holds(`a form's ${type}`, (await state({ 'content-type': type })).status === 415);
    const cors = await call('GET', '/v1/courses', { headers: { origin: 'http://evil.example' } });
    holds('other sites may not read', !cors.headers.get('access-control-allow-origin'));
}

async function queries() {
    const course = (await json('GET', '/v1/courses')).courses[0].id;
    const sql = ["' OR '1'='1", "'; DROP TABLE courses;--", '" OR ""="', '%27%20UNION%20SELECT%20token_hash%20FROM%20sessions--', '*', 'NEAR(', 'a AND', '"', "x' NOT NULL", '\u0000'.length ? '\\' : ''];
    for (const text of sql) {
        const found = await call('GET', `/v1/courses/${course}/search?q=${encodeURIComponent(text)}`);
        holds(`search for ${text}`, found.status < 500 && !/sqlite|syntax|token_hash/i.test(found.text), found.text);
        for (const path of [`/v1/courses/${encodeURIComponent(text)}/toc`, `/v1/passages/${encodeURIComponent(text)}`, `/v1/imports/${encodeURIComponent(text)}`, `/v1/lesson/${encodeURIComponent(text)}`])
            holds(path, [400, 404].includes((await call('GET', path)).status));
    }
    holds('the courses are still there', (await json('GET', '/v1/courses')).courses.some(({ id }) => id === course));
}
