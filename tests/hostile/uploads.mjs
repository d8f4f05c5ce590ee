// Hostile uploads: refused or read within bounds, nothing half imported, and server and helper together never beyond 512 MB.
import { existsSync, readdirSync } from 'node:fs';
import { files } from './files.mjs';
import { call, family_memory, holds, json, sleep } from './lib.mjs';

const memory_limit = 512 << 20;
const patience = 200_000;  // the helper itself is stopped after 180 s

async function upload({ name, make }) {
    const form = new FormData();
    form.append('file', new Blob([make()]), name);
    const answer = await call('POST', '/v1/courses', { body: form });
    if (answer.status !== 202) return { state: 'failed', error: answer.text, status: answer.status };
    const { id } = JSON.parse(answer.text).import;
    for (const until = Date.now() + patience; Date.now() < until; await sleep(50)) {
        const seen = await json('GET', `/v1/imports/${id}`);
        if (seen.state === 'done' || seen.state === 'failed') return seen;
    }
    return { state: 'hangs' };
}

const courses = async () => (await json('GET', '/v1/courses')).courses;

export async function upload_tests() {
    let most = 0;
    const watch = setInterval(() => { most = Math.max(most, family_memory()); }, 20);
    let known = (await courses()).length;
    for (const file of files) {
        most = 0;
        const began = Date.now();
        const outcome = await upload(file);
        const line = `${outcome.state} after ${Date.now() - began} ms, ${most >> 20} MB: ${outcome.error ?? ''}`;
        console.log(`${file.name.padEnd(26)} ${line}`);
        holds(`${file.name} ends as it should`, outcome.state === file.import || (file.import === 'either' && outcome.state !== 'hangs'), line);
        holds(`${file.name} stays within ${memory_limit >> 20} MB`, most > 0 && most <= memory_limit, line);
        holds(`${file.name} is answered in words`, outcome.state !== 'failed' || (outcome.error?.length > 10 && outcome.status !== 500), line);
        const now = await courses();
        holds(`${file.name} leaves a whole course or none`, now.length === known + (outcome.state === 'done') && now.every(({ state }) => state === 'ready'));
        known = now.length;
    }
    clearInterval(watch);
    holds('nothing was written where a name pointed', !existsSync('/tmp/ot-hostile-slip.md'));
    holds('no spooled file is left', readdirSync(`${process.env.OT_SERVER_DATA}/spool`).length === 0);
    holds('others are served', (await call('GET', '/v1/healthz')).status === 200);
    for (const { id } of await courses()) {
        const found = await call('GET', `/v1/courses/${id}/search?q=root`);
        holds('no file of the machine was read', !/root:.*:0:0/.test(found.text));
    }
}
