// The model of these tests: aimock speaks the vendors' protocols; in front of it a door that counts every call and, when told to,
// misbehaves in ways aimock does not know.
import { createServer, request as open } from 'node:http';
import { createRequire } from 'node:module';

const { LLMock } = createRequire(new URL('../models/package.json', import.meta.url))('@copilotkit/aimock');

export const invented = 'Aliens drew this in the year 4711';
const fabricated = 'purple elephants dance every single night';

const textOf = (message) => (typeof message.content === 'string' ? message.content : message.content.map((part) => part.text ?? '').join(''));
const passagesOf = (prompt) => [...prompt.matchAll(/\[(\d+)\]\n([\s\S]*?)\n\n(?=\[\d+\]\n|Lesson: |Question: )/g)].map(([, n, text]) => ({ n: Number(n), text }));

// Nine plain words in a row of the first passage that has them.
function exactWords(passages) {
  for (const { n, text } of passages) {
    const words = /[A-Za-z]+(?: [a-z]+){8}/.exec(text)?.[0];
    if (words) return { n, words };
  }
  return undefined;
}

// What a model might write of a prompt: a sentence with its true source, one with a source that it made up, one with a number that no
// passage holds, one whose quote has a wrong word, one with no source at all.
export function reply(prompt) {
  if (prompt.includes('unicorns')) return 'NO ANSWER';
  const source = exactWords(passagesOf(prompt));
  if (!source) return 'Nothing to say about this.';
  const { n, words } = source;
  return (
    `This is where we begin. [[${n}: ${words}]] ${invented}. [[${n}: ${fabricated}]] It weighs 4711 kilograms. [[${n}: ${words}]] ` +
    `The same holds, said more simply. [[${n}: ${words.replace(/ [a-z]+$/, ' elephants')}]] ${invented}.`
  );
}

const anthropic = (type, data) => `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
const begun = () =>
  anthropic('message_start', { message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-haiku-5-5', content: [], stop_reason: null, usage: { input_tokens: 12, output_tokens: 1 } } }) +
  anthropic('content_block_start', { index: 0, content_block: { type: 'text', text: '' } });
const said = (text) => anthropic('content_block_delta', { index: 0, delta: { type: 'text_delta', text } });
const stream = (response) => response.writeHead(200, { 'content-type': 'text/event-stream' });
const refuse = (status, type, headers = {}) => (response) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify({ type: 'error', error: { type, message: 'no' } }));
// The first whole sentence of a reply and a piece of the next.
const partOf = (text) => text.slice(0, text.indexOf(']]') + 8);

// Each gets the response and what would have been said.
export const troubles = {
  'hangs before its head': () => {},
  'hangs before its text': (response) => stream(response).write(begun()),
  'only pings': (response) => {
    stream(response).write(begun());
    const timer = setInterval(() => response.write(anthropic('ping', {})), 100);
    response.on('close', () => clearInterval(timer));
  },
  'hangs in mid-stream': (response, text) => stream(response).write(begun() + said(partOf(text))),
  'cuts before its text': (response) => stream(response).write(begun(), () => response.destroy()),
  'cuts in mid-stream': (response, text) => stream(response).write(begun() + said(partOf(text)), () => response.destroy()),
  'refuses the connection': (response) => response.destroy(),
  '429 with Retry-After': refuse(429, 'rate_limit_error', { 'retry-after': '20' }),
  '429 without Retry-After': refuse(429, 'rate_limit_error'),
  '500': refuse(500, 'api_error'),
  '529': refuse(529, 'overloaded_error'),
  'answers HTML': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Oops</html>'),
  'garbage in the stream': (response) => stream(response).end('data: {broken\n\n'),
  'an error event after 200': (response) => stream(response).end(begun() + anthropic('error', { error: { type: 'overloaded_error', message: 'busy' } })),
  'an error event in mid-stream': (response, text) => stream(response).end(begun() + said(partOf(text)) + anthropic('error', { error: { type: 'api_error', message: 'broken' } })),
};

const lastUser = (body) => textOf(JSON.parse(body).messages.findLast((message) => message.role === 'user'));
const read = async (request) => Buffer.concat(await request.toArray());

export class Model {
  calls = []; // of each: the last user message, all messages, and whether it was served badly
  trouble = undefined; // or a function of call and response that says true when it has dealt with it

  static async start(options = {}) {
    const model = new Model();
    model.mock = new LLMock({ port: 0, chunkSize: 9, latency: 2, logLevel: 'silent', ...options });
    model.mock.on({ predicate: () => true }, ({ messages }) => ({ content: reply(textOf(messages.findLast(({ role }) => role === 'user'))) }));
    const upstream = new URL(await model.mock.start());
    model.door = createServer((request, response) => model.#serve(upstream, request, response));
    await new Promise((done) => model.door.listen(0, '127.0.0.1', done));
    model.url = `http://127.0.0.1:${model.door.address().port}`;
    return model;
  }
  async #serve({ hostname, port }, request, response) {
    const body = await read(request);
    response.on('error', () => {});
    if (request.method === 'POST') {
      const call = { prompt: lastUser(body), messages: JSON.parse(body).messages };
      this.calls.push(call);
      if (this.trouble?.(call, response)) return;
    }
    const { host, ...headers } = request.headers;
    const onward = open({ hostname, port, path: request.url, method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    response.on('close', () => onward.destroy());
    onward.on('error', () => response.destroy());
    onward.end(body);
  }
  // Serves the first prompt that comes badly, tries again of it included, and all others well.
  misbehaveOnce(kind) {
    let first;
    this.trouble = (call, response) => {
      first ??= call.prompt;
      call.bad = call.prompt === first;
      if (call.bad) troubles[kind](response, reply(call.prompt));
      return call.bad;
    };
  }
  anthropic = (more = {}) => ({ ANTHROPIC_API_KEY: 'test', ANTHROPIC_BASE_URL: this.url, ...more });
  openai = (more = {}) => ({ OPENAI_BASE_URL: `${this.url}/v1`, OT_MODEL_TUTOR: 'openai:local', ...more });
  async stop() {
    this.door.closeAllConnections();
    this.door.close();
    await this.mock.stop();
  }
}
