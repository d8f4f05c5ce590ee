import { type FakeCourse, fromMarkdown, mechanics } from './course.ts';
import { cite, type Script, script, type Step } from './lesson.ts';
import { FakeTurn } from './turn.ts';

export type FakeLesson = { id: string; title: string; course_id: string; script: Script; turn: FakeTurn; created_at: string; tries: Map<string, number> };
type FakeImport = { id: string; course_id: string; title: string; state: string; done: number; total: number; message: string; error?: string };

const now = () => new Date().toISOString();

export class World {
  courses: FakeCourse[] = [mechanics()];
  lessons: FakeLesson[] = [];
  imports: FakeImport[] = [];
  turns = new Map<string, FakeTurn>();
  private made = 1;
  constructor(private readonly gap: number) {}

  id = () => `01900000-0000-7000-9000-${String(++this.made).padStart(12, '0')}`;
  course = (id?: string) => this.courses.find((one) => one.id === id);
  lesson = (id?: string) => this.lessons.find((one) => one.id === id);

  start(course: FakeCourse, node?: string): FakeLesson {
    const id = this.id();
    const made = script(id, course, node);
    const lesson = { id, title: made.title, course_id: course.id, script: made, turn: new FakeTurn(id, [...made.steps], this.gap), created_at: now(), tries: new Map<string, number>() };
    this.lessons.unshift(lesson);
    return lesson;
  }

  answer(lesson: FakeLesson, body: { check_id: string; answer: string; want?: string }) {
    const check = lesson.script.checks.get(body.check_id);
    if (!check) return undefined;
    const tries = (lesson.tries.get(body.check_id) ?? 0) + (body.want ? 0 : 1);
    lesson.tries.set(body.check_id, tries);
    if (body.want === 'hint') {
      const level = Math.min(1 + [...lesson.tries.keys()].filter((key) => key.startsWith(`${body.check_id}/hint`)).length, 3);
      lesson.tries.set(`${body.check_id}/hint${level}`, 1);
      return { check_id: body.check_id, verdict: 'not_yet', message: 'A hint', tries, hint: { level, text: check.hints[level - 1] } };
    }
    const right = body.answer.trim().toLowerCase().replace(',', '.') === check.right.toLowerCase();
    const verdict = body.want === 'reveal' ? 'revealed' : right ? 'correct' : 'not_yet';
    const known = { check_id: body.check_id, verdict, tries, answer: verdict === 'revealed' ? check.right : body.answer, ...(verdict !== 'not_yet' && { explanation: check.explanation }) };
    lesson.turn.answers.set(body.check_id, known);
    const message = { revealed: 'Here it is.', correct: 'Exactly.', not_yet: 'Look at the part above again.' }[verdict];
    return { ...known, message, ...(verdict !== 'not_yet' ? { answer: check.right, citation: check.citation } : { answer: undefined }) };
  }

  ask(course: FakeCourse, question: string): FakeTurn {
    const id = this.id();
    const words = question.toLowerCase().match(/\p{L}{6,}/gu) ?? [];
    const passage = course.passages.find((one) => words.some((word) => one.text.toLowerCase().includes(word) || one.path.join(' ').toLowerCase().includes(word)));
    const steps: Step[] = [{ kind: 'ask', data: { turn: id, conversation_id: `${id}-c`, question, level: 'L0' } }];
    if (passage) steps.push({ kind: 'sentence', data: { text: `${cite(passage, 1).quote} [1]`, source: 'course', citations: [cite(passage, 1)] } });
    else steps.push({ kind: 'abstain', data: { message: 'I found nothing on this in the course.', nearest: course.nodes.slice(0, 2).map((node) => ({ node_id: node.id, title: node.title })) } });
    steps.push({ kind: 'done', data: {} });
    const turn = new FakeTurn(id, steps, this.gap);
    this.turns.set(id, turn);
    return turn;
  }

  upload(title: string, text: string): FakeImport {
    const id = this.id();
    const one: FakeImport = { id, course_id: this.id(), title, state: 'queued', done: 0, total: 4, message: '' };
    this.imports.unshift(one);
    const states = [() => Object.assign(one, { state: 'reading', done: 1 }), () => Object.assign(one, { state: 'indexing', done: 3 }), () => this.arrive(one, text)];
    states.forEach((next, i) => setTimeout(next, 300 * (i + 1)));
    return one;
  }
  private arrive(one: FakeImport, text: string): void {
    if (!text.trim()) return void Object.assign(one, { state: 'failed', error: 'There is no text in this file.' });
    const course = { ...fromMarkdown(++this.made + 100, one.title, text), id: one.course_id };
    this.courses.push(course);
    Object.assign(one, { state: 'done', done: 4 });
  }
}
