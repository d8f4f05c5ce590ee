import type { paths } from './schema';

// Names for the contract's shapes, read off the generated paths so that regeneration needs no edits here.
type Reply<P extends keyof paths, M extends keyof paths[P]> = paths[P][M] extends {
  responses: { '2XX': { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type Course = Reply<'/v1/courses', 'get'>['courses'][number];
export type Import = Reply<'/v1/imports', 'get'>['imports'][number];
export type Contents = Reply<'/v1/courses/{id}/toc', 'get'>;
export type ContentsNode = Contents['nodes'][number];
export type Passage = Reply<'/v1/passages/{id}', 'get'>;
export type Lesson = Reply<'/v1/lesson/{id}', 'get'>;
export type LessonSummary = Reply<'/v1/lessons', 'get'>['lessons'][number];
export type Plan = Lesson['plan'];
export type AnswerReply = Reply<'/v1/lesson/{id}/answer', 'post'>;
export type Hit = Reply<'/v1/courses/{id}/search', 'get'>['hits'][number];

// Streams are outside OpenAPI; docs/api.md, "Streams".
export type Citation = { n: number; passage_id: string; start: number; end: number; quote: string; title: string; page?: number };
export type Source = 'course' | 'model';
export type Verdict = AnswerReply['verdict'];
export type CheckForm = 'choice' | 'cloze' | 'numeric' | 'truefalse';
export type BeatKind = 'say' | 'show' | 'formula' | 'figure' | 'check' | 'pause';
export type Terminal = 'done' | 'stopped' | 'failed' | 'interrupted';
export type Ending = { reason?: string; beats?: number; error?: { code: string; message: string } };
export type Check = {
  beat: number;
  check_id: string;
  form: CheckForm;
  prompt: string;
  choices?: { id: string; text: string }[];
  unit?: string;
  citations?: Citation[];
};

export type EventData = {
  plan: { title: string; objectives: string[]; minutes: number; beats: number; level: string };
  beat: { beat: number; kind: BeatKind; title?: string };
  delta: { beat: number; text: string };
  say: { beat: number; text: string; caption?: string; source?: Source; citations?: Citation[] };
  show: { beat: number; text: string; caption?: string; citations?: Citation[] };
  formula: { beat: number; tex: string; caption?: string; citations?: Citation[] };
  figure: { beat: number; url: string; alt: string; caption?: string; citations?: Citation[] };
  check: Check;
  pause: { beat: number; ms: number };
  level: { level: string; reason: string };
  answered: { check_id: string; verdict: Verdict; tries: number; answer?: string };
  sentence: { text: string; source?: Source; citations?: Citation[] };
  abstain: { message: string; nearest: { node_id: string; title: string }[] };
  ask: { turn: string; conversation_id: string; question: string; level: string };
} & Record<Terminal, Ending>;

export type TurnEvent = { [K in keyof EventData]: { seq: number; kind: K; data: EventData[K] } }[keyof EventData];
export type SnapshotAnswer = { check_id: string; verdict: Verdict; tries: number; answer?: string; explanation?: string };
export type Snapshot = { turn: string; state: string; seq: number; events: TurnEvent[]; answers?: SnapshotAnswer[] };

export const terminals: readonly string[] = ['done', 'stopped', 'failed', 'interrupted'] satisfies Terminal[];
