// A collector of traces, the receiver that Elastic makes for tests of OpenTelemetry SDKs; and servers that hear what they are sent.
import { createServer } from 'node:http';
import { MockOtlpServer } from '@elastic/mockotlpserver';
import { until } from '../support/server.mjs';

const kinds = { 2: 'SERVER', 3: 'CLIENT', 5: 'CONSUMER' };
const valueOf = ({ stringValue, intValue }) => stringValue ?? Number(intValue);
const flat = (attributes) => Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)]));

// Listens on a port that nobody had a moment ago, also again after a pause.
export async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export class Collector {
  static async with(use, port = 0) {
    const collector = new Collector();
    await collector.open(port);
    try {
      await use(collector);
    } finally {
      await collector.close();
    }
  }
  raw = [];  // requests as they came
  headers = [];
  async open(port) {
    // What it hears is heard by every one in this process.
    let mine = true;
    this.mine = () => (mine = false);
    this.otlp = new MockOtlpServer({
      services: ['http'], httpHostname: '127.0.0.1', httpPort: port, logLevel: 'warn',
      onTrace: (trace) => mine && this.raw.push(trace),
      onRequest: ({ path, headers }) => mine && this.headers.push({ path, ...headers }),
    });
    await this.otlp.start();
    this.url = this.otlp.httpUrl.origin;
  }
  async close() {
    this.mine();
    this.otlp._httpService._server.closeAllConnections();
    await this.otlp.close();
  }
  settings = (more = {}) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: this.url, OTEL_BSP_SCHEDULE_DELAY: '100', ...more });
  get resources() {
    return this.raw.flatMap(({ resourceSpans }) => resourceSpans.map(({ resource }) => flat(resource.attributes)));
  }
  get spans() {
    return this.raw
      .flatMap(({ resourceSpans }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)))
      .map(({ attributes, kind, ...span }) => ({ ...span, kind: kinds[kind], is: flat(attributes) }));
  }
  of = (kind, name) => this.spans.filter((span) => span.kind === kind && span.name === name);
  span = (kind, name) => until(() => this.of(kind, name)[0], `a ${kind} span ${name}`);
}

// Keeps the requests it gets; `reply` answers them.
export class Fake {
  static async with(reply, use) {
    const fake = Object.assign(new Fake(), { requests: [] });
    const server = createServer((request, response) => {
      const pieces = [];
      request.on('data', (piece) => pieces.push(piece));
      request.on('end', () => {
        fake.requests.push({ path: request.url, headers: request.headers, body: Buffer.concat(pieces).toString() });
        reply(response, request);
      });
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    fake.port = server.address().port;
    fake.url = `http://127.0.0.1:${fake.port}`;
    try {
      await use(fake);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }
}
