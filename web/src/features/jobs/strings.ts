// Every word about jobs and schedules. Apart from ui/strings, which every page loads.
const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export const words = {
  title: 'Jobs',
  lead: 'Work that happens later: what waits, what failed for good, and what runs by itself.',
  failed: 'The jobs could not be read',
  notDone: 'That did not work',
  dead: {
    title: 'Dead letters',
    lead: 'Jobs that failed as often as they may. Each waits here for a decision.',
    none: 'None. Every job has come through, or is still being tried.',
    tried: (n: number) => plural(n, 'try', 'tries'),
    retry: 'Retry',
    retryOne: (kind: string, id: string) => `Retry: ${kind} ${id}`,
    retried: 'It is tried again',
    discard: 'Discard',
    discardOne: (kind: string, id: string) => `Discard: ${kind} ${id}`,
    discarded: 'Discarded',
    more: (n: number) => `The newest ${n}`,
  },
  queue: {
    title: 'Queue',
    none: 'No job yet.',
    table: 'Jobs by kind and state',
    kind: 'Kind',
    states: { ready: 'Ready', waiting: 'Later', running: 'Running', done: 'Done', dead: 'Dead', discarded: 'Discarded' },
  },
  schedules: {
    title: 'Schedules',
    lead: 'Each slot runs once, whichever process takes it. What was missed while nothing ran is caught up.',
    none: 'The schedules of this installation belong to another organisation.',
    next: 'Next',
    run: 'Run now',
    runOne: (name: string) => `Run now: ${name}`,
    started: (name: string) => `${name} is on its way`,
    history: (name: string) => `Last runs of ${name}`,
    never: 'not run yet',
    took: (ms: number) => (ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`),
    causes: { slot: 'due', missed: 'caught up', hand: 'by hand' } as Record<string, string>,
    states: { waiting: 'waiting', ready: 'waiting', running: 'running', done: 'done', dead: 'failed', discarded: 'failed' } as Record<string, string>,
  },
};
