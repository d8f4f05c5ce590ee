// A learner: a session cookie, JSON calls, and event streams that are read as they come.
export const terminals = ['done', 'stopped', 'failed', 'interrupted'];
export const over = (events) => terminals.includes(events.at(-1)?.kind);

const parsed = (block) => {
  const event = { at: performance.now(), raw: block };
  for (const line of block.split('\n')) {
    const [, name, value] = /^(id|event|data): (.*)$/s.exec(line) ?? [];
    if (name === 'id') event.seq = Number(value);
    if (name === 'event') event.kind = value;
    if (name === 'data') event.data = JSON.parse(value);
  }
  return event;
};

// Whole events of a response, one by one; a cut connection just ends them.
export async function* eventsOf(response) {
  let rest = '';
  const decoder = new TextDecoder();
  try {
    for await (const piece of response.body ?? []) {
      const blocks = (rest + decoder.decode(piece, { stream: true })).split('\n\n');
      rest = blocks.pop();
      for (const block of blocks) if (block.includes('event: ')) yield parsed(block);
    }
  } catch (error) {
    if (error.name !== 'TypeError' && error.name !== 'AbortError') throw error;
  }
}

export class Learner {
  constructor(server) {
    this.server = server;
    this.cookie = '';
  }
  async call(method, path, body, headers = {}, signal = undefined) {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(this.server.url + path, { method, headers: { cookie: this.cookie, ...type, ...headers }, signal, ...sent });
    for (const cookie of response.headers.getSetCookie()) this.cookie = cookie.split(';')[0];
    return response;
  }
  async json(method, path, body) {
    const response = await this.call(method, path, body);
    const text = await response.text();
    return { status: response.status, headers: response.headers, ...(text ? JSON.parse(text) : {}) };
  }
  get = (path) => this.json('GET', path);
  post = (path, body = {}) => this.json('POST', path, body);
  course = async () => (await this.get('/v1/courses')).courses[0].id;
  // All events of a turn after a number; reconnects until the terminal one came.
  async follow(path, after = 0, ms = 60_000) {
    const events = [];
    for (const end = Date.now() + ms; !over(events) && Date.now() < end; ) {
      try {
        for await (const event of eventsOf(await this.call('GET', `${path}?after=${events.at(-1)?.seq ?? after}`))) events.push(event);
      } catch (error) {
        if (error.name !== 'TypeError') throw error;
      }
      if (!over(events)) await new Promise((done) => setTimeout(done, 20));
    }
    return events;
  }
  async ask(body) {
    const response = await this.call('POST', '/v1/ai/ask', body);
    if (response.status !== 200) return { status: response.status, ...(await response.json()), events: [] };
    const events = [];
    for await (const event of eventsOf(response)) events.push(event);
    return { status: 200, turn: response.headers.get('x-turn-id'), events };
  }
}
