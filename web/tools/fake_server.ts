import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { FakeCourse } from './fake/course.ts';
import { serveFile } from './fake/static_files.ts';
import type { FakeTurn } from './fake/turn.ts';
import { type FakeLesson, World } from './fake/world.ts';

// The contract of docs/api.md over a scripted lesson, for screenshots and for trying the client alone.
// PORT (8791) and GAP, ms between events (60).
const port = Number(process.env.PORT ?? 8791);
const world = new World(Number(process.env.GAP ?? 60));

type Call = { request: IncomingMessage; response: ServerResponse; body: string; query: URLSearchParams; json<T>(): T };

const send = (response: ServerResponse, status: number, value: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
const missing = (response: ServerResponse) => send(response, 404, { ok: false, error: { code: 'not_found', message: 'There is no such thing here.', trace_id: 'fake' } });

const courseJson = ({ nodes: _n, passages, ...course }: FakeCourse) => ({ ...course, language: 'en', format: 'md', passages: passages.length, state: 'ready', created_at: '2026-01-01T00:00:00Z' });
const lessonJson = ({ id, title, script, turn }: FakeLesson) => ({ id, title, plan: script.plan, state: turn.state, last_seq: turn.rows.length, stream: `/v1/lesson/${id}/stream` });
const summary = ({ id, title, course_id, turn, created_at, script }: FakeLesson) => ({ id, title, course_id, state: turn.state, created_at, beats: (script.plan.beats as unknown[]).length, answered: turn.answers.size });
const after = (call: Call) => {
  const text = call.query.get('after') ?? call.request.headers['last-event-id'];
  return text === undefined || text === null ? undefined : Number(text);
};

const stream = (call: Call, turn: FakeTurn | undefined) => (turn ? turn.serve(call.request, call.response, after(call)) : void missing(call.response));

type Handler = (call: Call, id: string) => unknown;
const routes: [string, RegExp, Handler][] = [
  ['GET', /^\/v1\/courses$/, ({ response }) => send(response, 200, { courses: world.courses.map(courseJson) })],
  ['POST', /^\/v1\/courses$/, ({ response, body }) => {
    const part = (name: string) => new RegExp(`name="${name}"[^]*?\\r\\n\\r\\n([^]*?)\\r\\n--`).exec(body)?.[1];
    const file = /filename="([^"]*)"/.exec(body)?.[1] ?? 'text';
    send(response, 202, { import: world.upload(part('title') ?? file.replace(/\.\w+$/, ''), part('file') ?? '') });
  }],
  ['GET', /^\/v1\/imports$/, ({ response }) => send(response, 200, { imports: world.imports })],
  ['GET', /^\/v1\/courses\/([^/]+)\/toc$/, ({ response }, id) => {
    const course = world.course(id);
    return course ? send(response, 200, { course: courseJson(course), nodes: course.nodes }) : missing(response);
  }],
  ['GET', /^\/v1\/passages\/([^/]+)$/, ({ response }, id) => {
    const course = world.courses.find((one) => one.passages.some((passage) => passage.id === id));
    if (!course) return missing(response);
    const at = course.passages.findIndex((passage) => passage.id === id);
    send(response, 200, { ...course.passages[at], course_id: course.id, course_title: course.title, kind: 'text', previous_id: course.passages[at - 1]?.id, next_id: course.passages[at + 1]?.id });
  }],
  ['GET', /^\/v1\/lessons$/, ({ response }) => send(response, 200, { lessons: world.lessons.map(summary) })],
  ['POST', /^\/v1\/lesson$/, ({ response, json }) => {
    const { course_id, node_id } = json<{ course_id?: string; node_id?: string }>();
    const course = world.course(course_id) ?? world.courses[0];
    return course ? send(response, 200, lessonJson(world.start(course, node_id))) : missing(response);
  }],
  ['GET', /^\/v1\/lesson\/([^/]+)$/, ({ response }, id) => {
    const lesson = world.lesson(id);
    return lesson ? send(response, 200, lessonJson(lesson)) : missing(response);
  }],
  ['GET', /^\/v1\/lesson\/([^/]+)\/stream$/, (call, id) => stream(call, world.lesson(id)?.turn)],
  ['POST', /^\/v1\/lesson\/([^/]+)\/(?:stop|interrupt)$/, ({ request, response }, id) => {
    world.lesson(id)?.turn.end(request.url?.endsWith('stop') ? 'stopped' : 'interrupted');
    send(response, 200, { state: 'stopped' });
  }],
  ['POST', /^\/v1\/lesson\/([^/]+)\/continue$/, ({ response }, id) => {
    const lesson = world.lesson(id);
    if (!lesson) return missing(response);
    if (lesson.turn.state !== 'done') lesson.turn.go();
    send(response, 200, lessonJson(lesson));
  }],
  ['POST', /^\/v1\/lesson\/([^/]+)\/answer$/, ({ response, json }, id) => {
    const lesson = world.lesson(id);
    const reply = lesson && world.answer(lesson, json());
    return reply ? send(response, 200, reply) : missing(response);
  }],
  ['POST', /^\/v1\/ai\/ask$/, ({ request, response, json }) => {
    const { course_id, question } = json<{ course_id: string; question: string }>();
    const course = world.course(course_id);
    return course ? world.ask(course, question).serve(request, response, 0) : missing(response);
  }],
  ['GET', /^\/v1\/turns\/([^/]+)\/stream$/, (call, id) => stream(call, world.turns.get(id))],
  ['POST', /^\/v1\/turns\/([^/]+)\/stop$/, ({ response }, id) => {
    world.turns.get(id)?.end('stopped');
    send(response, 200, { state: 'stopped' });
  }],
];

createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  let body = '';
  for await (const piece of request) body += String(piece);
  const call: Call = { request, response, body, query: url.searchParams, json: () => JSON.parse(body) };
  for (const [method, path, run] of routes) {
    const match = path.exec(url.pathname);
    if (match && method === request.method) return void run(call, match[1] ?? '');
  }
  if (url.pathname.startsWith('/v1/')) return missing(response);
  await serveFile(url.pathname, response);
}).listen(port, '127.0.0.1', () => console.log(`fake server at http://127.0.0.1:${port}`));
