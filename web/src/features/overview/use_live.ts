import { useEffect, useState } from 'react';
import { client } from '~/api/client';

export type LiveEvent = { key: string; kind: string; at: string; id: string; what: string };
export type LiveState = 'connecting' | 'live' | 'lost' | 'full' | 'stranger' | 'paused';

const shown = 100;
const kinds = ['turn.begun', 'turn.done', 'turn.stopped', 'turn.failed', 'turn.interrupted', 'statement', 'job.done', 'job.dead', 'job.discarded', 'act'];
const pauses = [1_000, 2_000, 5_000, 10_000, 30_000];

// Why a connection was refused: the browser does not say. Who is no administrator any more is told by another route.
async function refusal(): Promise<LiveState> {
  try {
    const { response } = await client.GET('/v1/admin/overview', { cache: 'no-store' });
    if (response.status === 401 || response.status === 403) return 'stranger';
    return response.ok ? 'full' : 'lost';
  } catch {
    return 'lost';
  }
}

// Follows the events until it is stopped. A connection that breaks the browser opens again by itself (WHATWG HTML, 9.2); one that is refused it gives up for good,
// so that is opened anew here, after growing pauses. Events of the last hour come again then, and are known by their ids.
function follow(tell: (state: LiveState) => void, take: (event: LiveEvent) => void): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let refused = 0;
  let over = false;
  const open = () => {
    source = new EventSource('/v1/admin/events');
    source.onopen = () => {
      refused = 0;
      tell('live');
    };
    source.onerror = () => void lost();
    for (const kind of kinds) source.addEventListener(kind, ({ data, lastEventId }) => take({ key: lastEventId, kind, ...(JSON.parse(data as string) as Pick<LiveEvent, 'at' | 'id' | 'what'>) }));
  };
  const lost = async () => {
    if (source?.readyState !== EventSource.CLOSED) return tell('lost');
    const why = await refusal();
    if (over) return;
    tell(why);
    if (why !== 'stranger') timer = setTimeout(open, pauses[Math.min(refused++, pauses.length - 1)]);
  };
  open();
  return () => {
    over = true;
    clearTimeout(timer);
    source?.close();
  };
}

// Newest first, none twice: those that come again are older, or there.
function withOne(before: LiveEvent[], event: LiveEvent): LiveEvent[] {
  const known = before[0] && (event.at < before[0].at || before.some(({ key }) => key === event.key));
  return known ? before : [event, ...before].slice(0, shown);
}

export function useLive(paused: boolean): { events: LiveEvent[]; state: LiveState } {
  const [events, setEvents] = useState<LiveEvent[]>([]);
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    if (paused) return setState('paused');
    setState('connecting');
    setEvents([]);
    return follow(setState, (event) => setEvents((before) => withOne(before, event)));
  }, [paused]);
  return { events, state };
}
