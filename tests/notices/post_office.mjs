// A mail server by nodemailer that takes mails over, or does whatever a check wants it to.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { until } from '../support/server.mjs';

const place = mkdtempSync(join(tmpdir(), 'ot-mail-'));
process.on('exit', () => rmSync(place, { recursive: true, force: true }));
export const certificate = join(place, 'cert.pem');
const key = join(place, 'key.pem');
execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext',
  'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', certificate], { stdio: 'ignore' });

const refusal = (code, text) => Object.assign(new Error(text), { responseCode: code });

export class PostOffice {
  mails = []; // { session, mail, raw }
  connections = 0;
  refusals = []; // one for each of the next recipients: [code, text], or null to take it

  static async open(options = {}) {
    const office = new PostOffice();
    office.server = new SMTPServer({
      key: readFileSync(key), cert: readFileSync(certificate), authOptional: true, disableReverseLookup: true, logger: false, closeTimeout: 200,
      onConnect: (session, done) => (office.connections++, done(office.greeting ? refusal(...office.greeting) : null)),
      onAuth: (auth, session, done) => (auth.username === 'tutor' && auth.password === 'p@ss word' ? done(null, { user: 'tutor' }) : done(refusal(535, '5.7.8 no'))),
      onRcptTo: (address, session, done) => {
        const next = office.refusals.shift();
        done(next ? refusal(next[0], `${next[1]} <${address.address}>`) : null);
      },
      onData: (stream, session, done) => void office.take(stream, session, done),
      ...options,
    });
    office.server.on('error', () => {}); // a client that goes away
    await new Promise((ready) => office.server.listen(0, '127.0.0.1', ready));
    office.port = office.server.server.address().port;
    return office;
  }
  async take(stream, session, done) {
    const pieces = [];
    for await (const piece of stream) pieces.push(piece);
    const raw = Buffer.concat(pieces).toString();
    if (this.hangs) return; // and never says that it has it
    this.mails.push({ session: { secure: session.secure, user: session.user, envelope: session.envelope }, raw, ...(await simpleParser(raw)) });
    done();
  }
  // The settings of a server that sends by it.
  settings = (more = {}) => ({
    SMTP_URL: `smtp://localhost:${this.port}`, SMTP_FROM: 'The Tutor <tutor@omnitutor.example>', SMTP_CA: certificate, SMTP_PATIENCE_MS: '3000',
    OT_PUBLIC_URL: 'https://tutor.example', ...more,
  });
  // The newest mail to an address, once there are `count`.
  async mailTo(address, count = 1) {
    const mine = () => this.mails.filter((mail) => mail.session.envelope.rcptTo[0].address === address);
    return (await until(() => mine().length >= count && mine(), `a mail to ${address.split('@')[0]}`)).at(-1);
  }
  close = () => new Promise((done) => this.server.close(done));
}
