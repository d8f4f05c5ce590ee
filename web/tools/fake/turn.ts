import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Step } from './lesson.ts';

type Row = Step & { seq: number };
const terminals = ['done', 'stopped', 'failed', 'interrupted'];

// Events are rows first; every connection reads the same rows.
export class FakeTurn extends EventEmitter {
  rows: Row[] = [];
  state = 'running';
  private timer?: NodeJS.Timeout;

  constructor(readonly id: string, private steps: Step[], private readonly gap: number, readonly answers = new Map<string, object>()) {
    super();
    this.setMaxListeners(0);
    this.go();
  }
  go(): void {
    this.state = 'running';
    const step = () => {
      const next = this.steps.shift();
      if (next) this.write(next);
      if (this.state === 'running') this.timer = setTimeout(step, this.gap);
    };
    this.timer = setTimeout(step, 20);
  }
  write(step: Step): void {
    const row = { ...step, seq: this.rows.length + 1 };
    this.rows.push(row);
    if (terminals.includes(step.kind)) this.state = step.kind;
    this.emit('row', row);
  }
  end(kind: 'stopped' | 'interrupted'): void {
    clearTimeout(this.timer);
    if (this.state === 'running') this.write({ kind, data: { reason: kind } });
  }
  serve(_request: IncomingMessage, response: ServerResponse, after?: number): void {
    const over = this.state !== 'running';
    const left = this.rows.filter((row) => row.seq > (after ?? -1));
    if (after !== undefined && over && left.length === 0) return void response.writeHead(204).end();
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-turn-id': this.id });
    const send = ({ seq, kind, data }: Row) => {
      response.write(`id: ${seq}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
      if (terminals.includes(kind)) response.end();
    };
    if (after === undefined) {
      const snapshot = { turn: this.id, state: this.state, seq: this.rows.length, events: this.rows, answers: [...this.answers.values()] };
      response.write(`event: snapshot\ndata: ${JSON.stringify(snapshot)}\n\n`);
      if (over) return void response.end();
    } else left.forEach(send);
    this.on('row', send);
    response.on('close', () => this.off('row', send));
  }
}
