import { useEffect, useState } from 'react';

export type LiveEvent = { key: string; kind: string; at: string; id: string; what: string };
export type LiveState = 'connecting' | 'live' | 'lost' | 'paused';

const shown = 100;
const kinds = ['turn.begun', 'turn.done', 'turn.stopped', 'turn.failed', 'turn.interrupted', 'statement', 'job.done', 'job.dead', 'job.discarded', 'act'];

// Newest first. The browser connects again by itself and says which event it got last (WHATWG HTML, 9.2), so none comes twice and none is left out.
export function useLive(paused: boolean): { events: LiveEvent[]; state: LiveState } {
  const [events, setEvents] = useState<LiveEvent[]>([]);
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    if (paused) return setState('paused');
    const source = new EventSource('/v1/admin/events');
    setState('connecting');
    setEvents([]);
    source.onopen = () => setState('live');
    source.onerror = () => setState('lost');
    for (const kind of kinds)
      source.addEventListener(kind, ({ data, lastEventId }) => {
        const event = { key: lastEventId, kind, ...(JSON.parse(data as string) as Pick<LiveEvent, 'at' | 'id' | 'what'>) };
        setEvents((before) => [event, ...before].slice(0, shown));
      });
    return () => source.close();
  }, [paused]);
  return { events, state };
}
