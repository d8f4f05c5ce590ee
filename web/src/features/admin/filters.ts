import { nameOfActor } from './reading';
import type { Filters } from './search';
import type { Actor } from './statement';
import { words } from './strings';

type Query = { agent?: string; verb?: string; activity?: string; related_activities?: string; registration?: string; since?: string; until?: string };

export const toQuery = (filters: Filters): Query => ({
  ...(filters.who && { agent: filters.who, related_agents: filters.related ? 'true' : undefined }),
  ...(filters.verb && { verb: filters.verb }),
  ...(filters.activity && { activity: filters.activity, ...(filters.related && { related_activities: 'true' }) }),
  ...(filters.registration && { registration: filters.registration }),
  ...(filters.since && { since: filters.since }),
  ...(filters.until && { until: filters.until }),
});

const identities = ['mbox', 'mbox_sha1sum', 'openid', 'account'] as const;

// The agent that the store is asked for: only what identifies it.
export function agentOf(actor: Actor): string | undefined {
  const known = identities.find((name) => actor[name]);
  return known && JSON.stringify({ ...(actor.objectType === 'Group' && { objectType: 'Group' }), [known]: actor[known] });
}

// What somebody typed: an address, an Agent in JSON, or the name of an account of this server.
export function agentTyped(typed: string, home: string): string | undefined {
  const given = typed.trim();
  if (!given) return undefined;
  if (given.startsWith('{')) return given;
  if (/^(mailto:)?[^\s@]+@[^\s@]+$/.test(given)) return JSON.stringify({ mbox: given.startsWith('mailto:') ? given : `mailto:${given}` });
  return JSON.stringify({ account: { homePage: home, name: given } });
}

function readAgent(json: string): Actor | undefined {
  try {
    return JSON.parse(json) as Actor;
  } catch {
    return undefined;
  }
}

export const sayAgent = (json: string): string => {
  const agent = readAgent(json);
  return agent ? nameOfActor(agent) : json;
};

// The filter as somebody would have typed it.
export const typedAgent = (json: string | undefined): string => (json ? (readAgent(json)?.account?.name ?? json) : '');

// A verb by its address, or by the last part of one that is known.
export const verbTyped = (typed: string, known: readonly string[]): string | undefined => {
  const given = typed.trim();
  return given.includes(':') ? given : (known.find((iri) => iri.endsWith(`/${given.toLowerCase()}`)) ?? (given || undefined));
};

export const labels: Record<Exclude<keyof Filters, 'related'>, string> = {
  who: words.filters.who,
  verb: words.filters.verb,
  activity: words.filters.activity,
  registration: words.filters.registration,
  since: words.filters.since,
  until: words.filters.until,
};
