// Slow clients of slowhttptest by the hundred, three kinds at once: they are closed, and others are served meanwhile.
import { spawn } from 'node:child_process';
import { call, family_memory, holds, sleep, url } from './lib.mjs';

const kinds = { 'slow heads': ['-H', '-i', '3'], 'slow bodies': ['-B', '-i', '3', '-s', '8192'], 'slow readers': ['-X', '-w', '10', '-y', '20', '-n', '5', '-z', '32', '-k', '3'] };
const seconds = 14;

function attack(kind) {
    return new Promise((resolve) => {
        const child = spawn('slowhttptest', [...kind, '-c', '400', '-r', '400', '-l', String(seconds), '-u', new URL('/', url).href, '-p', '2']);
        let output = '';
        child.stdout.on('data', (piece) => { output += piece; });
        child.on('close', () => resolve(output));
        child.on('error', () => resolve(''));
    });
}

export async function slow_tests() {
    const attacks = Promise.all(Object.values(kinds).map(attack));
    let over = false;
    attacks.then(() => { over = true; });
    let worst = 0, most = 0, asked = 0;
    for (; !over; await sleep(100)) {
        const began = Date.now();
        const { status } = await call('GET', '/v1/healthz');
        worst = Math.max(worst, Date.now() - began);
        most = Math.max(most, family_memory());
        if (status !== 200) worst = Infinity;
        ++asked;
    }
    const outputs = await attacks;
    console.log(`slow clients: the slowest of ${asked} answers took ${worst} ms, at most ${most >> 20} MB`);
    Object.keys(kinds).forEach((name, i) => {
        const available = /service available:\s+(\S+)/.exec(outputs[i].replace(/\x1b\[[0-9;]*m/g, ''))?.[1];
        holds(`${name} find us serving to the end`, available === 'YES', outputs[i].slice(-400));
    });
    holds('others wait less than five seconds, on a busy machine too', worst < 5000, worst);
    holds('slow clients cost little', most < 300 << 20, most);
}
