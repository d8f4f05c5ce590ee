import { type BeatKind, type Check, type Citation, type Ending, type EventData, type Snapshot, type SnapshotAnswer, type Source, type Terminal, terminals, type TurnEvent } from './types';

export type Beat = {
  index: number;
  kind: BeatKind;
  title?: string;
  text: string; // Markdown with TeX; grows by deltas until complete
  complete: boolean;
  caption?: string;
  source?: Source;
  citations: Citation[];
  tex?: string;
  figure?: { url: string; alt: string };
  check?: Check;
};

export type Turn = {
  seq: number;
  state: 'connecting' | 'running' | Terminal;
  plan?: EventData['plan'];
  level?: string;
  levelReason?: string;
  beats: Beat[];
  answers: Record<string, SnapshotAnswer>;
  question?: string;
  conversation?: string;
  sentences: EventData['sentence'][];
  abstain?: EventData['abstain'];
  ending?: Ending;
};

export const emptyTurn: Turn = { seq: 0, state: 'connecting', beats: [], answers: {}, sentences: [] };

export function fromSnapshot(snapshot: Snapshot): Turn {
  const events = snapshot.events.toSorted((a, b) => a.seq - b.seq);
  const turn = events.reduce(withEvent, { ...emptyTurn, state: 'running' as const });
  const answers = { ...turn.answers };
  for (const answer of snapshot.answers ?? []) answers[answer.check_id] = answer;
  const state = terminals.includes(snapshot.state) ? (snapshot.state as Terminal) : 'running';
  return { ...turn, answers, seq: snapshot.seq, state };
}

// Each event counts once: one that is not newer than the turn changes nothing.
export function withEvent(turn: Turn, event: TurnEvent): Turn {
  if (event.seq <= turn.seq) return turn;
  return { ...applied(turn, event), seq: event.seq };
}

function applied(turn: Turn, { kind, data }: TurnEvent): Turn {
  const running: Turn = { ...turn, state: 'running' };
  switch (kind) {
    case 'plan':
      return { ...running, plan: data, level: data.level };
    case 'ask':
      return { ...running, question: data.question, conversation: data.conversation_id, level: data.level };
    case 'level':
      return { ...running, level: data.level, levelReason: data.reason };
    case 'beat':
      return withBeat(running, data.beat, () => ({ ...newBeat(data.beat, data.kind), title: data.title }));
    case 'delta':
      return withBeat(running, data.beat, (beat) => (beat.complete ? beat : { ...beat, text: beat.text + data.text }));
    case 'say':
    case 'show':
      return completed(running, data.beat, { ...data, kind });
    case 'formula':
      return completed(running, data.beat, { ...data, kind, text: `$$${data.tex}$$` });
    case 'figure':
      return completed(running, data.beat, { kind, caption: data.caption, citations: data.citations, figure: data });
    case 'check':
      return completed(running, data.beat, { kind, check: data, citations: data.citations, text: data.prompt });
    case 'pause':
      return completed(running, data.beat, { kind });
    case 'answered':
      return { ...turn, answers: { ...turn.answers, [data.check_id]: { answer: '', ...turn.answers[data.check_id], ...data } } };
    case 'sentence':
      return { ...running, sentences: [...turn.sentences, data] };
    case 'abstain':
      return { ...running, abstain: data };
    case 'done':
    case 'stopped':
    case 'failed':
    case 'interrupted':
      return { ...turn, state: kind, ending: data };
    default:
      return turn; // a kind of a newer server
  }
}

const newBeat = (index: number, kind: BeatKind): Beat => ({ index, kind, text: '', complete: false, citations: [] });

function completed(turn: Turn, index: number, filled: Partial<Beat>): Turn {
  return withBeat(turn, index, (beat) => ({ ...beat, ...filled, citations: filled.citations ?? [], complete: true }));
}

function withBeat(turn: Turn, index: number, change: (beat: Beat) => Beat): Turn {
  const at = turn.beats.findIndex((beat) => beat.index === index);
  if (at < 0) return { ...turn, beats: [...turn.beats, change(newBeat(index, 'say'))] };
  return { ...turn, beats: turn.beats.map((beat, i) => (i === at ? change(beat) : beat)) };
}
