import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { Problem, toProblem } from './problem';
import { inSession } from './session';
import { type Snapshot, terminals, type TurnEvent } from './types';

export type StreamStatus = 'connecting' | 'live' | 'reconnecting' | 'over';

export type StreamSink = {
  snapshot(snapshot: Snapshot): void;
  event(event: TurnEvent): void;
  status(status: StreamStatus): void;
  failed(problem: Problem): void;
  opened?(response: Response): void;
};

// Asks for the turn's events after `after`; undefined asks for everything, snapshot first. A thrown Problem is final.
export type OpenStream = (after: number | undefined, signal: AbortSignal) => Promise<Response>;

const silenceLimit = 40_000; // the server comments each 15 s
const pauses = [0, 250, 500, 1000, 2000, 4000, 8000];

export const turnStream =
  (url: string): OpenStream =>
  (after, signal) =>
    inSession(() => fetch(after === undefined ? url : `${url}?after=${after}`, { headers: { accept: 'text/event-stream' }, cache: 'no-store', signal }));

// Follows one turn until its terminal event, over as many connections as it takes; no event reaches the sink twice.
export function follow(open: OpenStream, sink: StreamSink, after?: number): () => void {
  const stop = new AbortController();
  let seq = after;
  let connection = new AbortController();
  let wake = () => {};

  const reconnectNow = () => {
    connection.abort();
    wake();
  };
  const lost = () => connection.abort();
  addEventListener('online', reconnectNow);
  addEventListener('offline', lost);

  const take = (message: EventSourceMessage): boolean => {
    const data: unknown = JSON.parse(message.data);
    if (message.event === 'snapshot') {
      const snapshot = data as Snapshot;
      seq = snapshot.seq;
      sink.snapshot(snapshot);
      return terminals.includes(snapshot.state);
    }
    const at = Number(message.id);
    if (!message.event || !Number.isFinite(at) || (seq !== undefined && at <= seq)) return false;
    seq = at;
    sink.event({ seq: at, kind: message.event, data } as TurnEvent);
    return terminals.includes(message.event);
  };

  const once = async (): Promise<'over' | 'cut' | 'refused'> => {
    connection = new AbortController();
    let watch: ReturnType<typeof setTimeout> | undefined;
    const stayAwake = () => {
      clearTimeout(watch);
      watch = setTimeout(() => connection.abort(), silenceLimit);
    };
    try {
      stayAwake();
      const response = await open(seq, AbortSignal.any([stop.signal, connection.signal]));
      if (response.status === 204) return 'over';
      if (!response.ok || !response.body) return await refused(response, sink);
      sink.opened?.(response);
      sink.status('live');
      return (await read(response.body, take, stayAwake)) ? 'over' : 'cut';
    } catch (cause) {
      if (!(cause instanceof Problem) || stop.signal.aborted) return 'cut';
      sink.failed(cause);
      return 'refused';
    } finally {
      clearTimeout(watch);
      connection.abort();
    }
  };

  const run = async () => {
    sink.status('connecting');
    for (let attempt = 0; !stop.signal.aborted; attempt++) {
      const before = seq;
      const end = await once();
      if (stop.signal.aborted || end === 'refused') return;
      if (end === 'over') return sink.status('over');
      sink.status('reconnecting');
      if (seq !== before) attempt = 0;
      const pause = pauses[Math.min(attempt, pauses.length - 1)] ?? 0;
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, pause);
      });
    }
  };
  void run().finally(() => {
    removeEventListener('online', reconnectNow);
    removeEventListener('offline', lost);
  });
  return () => {
    stop.abort();
    wake();
  };
}

// A refusal that a second try cannot mend ends the following; a busy or broken server is tried again.
async function refused(response: Response, sink: StreamSink): Promise<'cut' | 'refused'> {
  if (response.status >= 500 || response.status === 429) return 'cut';
  sink.failed(toProblem(response.status, await response.json().catch(() => undefined)));
  return 'refused';
}

async function read(body: ReadableStream<Uint8Array>, take: (message: EventSourceMessage) => boolean, heard: () => void): Promise<boolean> {
  let over = false;
  const parser = createParser({
    onEvent: (message) => {
      if (!over) over = take(message);
    },
  });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return over;
    heard();
    parser.feed(decoder.decode(value, { stream: true }));
    if (over) {
      void reader.cancel();
      return true;
    }
  }
}
