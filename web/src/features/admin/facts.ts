import { agentOf } from './filters';
import { nameOfActor, nameOfThing, nameOfVerb, outcome, sayDuration, sayResponse, sayTime } from './reading';
import type { Filters } from './search';
import type { Statement, Thing } from './statement';
import { words } from './strings';

// One line about a statement; `only` are the filters that show all statements like it.
export type Fact = { label: string; text: string; detail?: string; only?: Filters };

const identity = ({ account, mbox, openid, mbox_sha1sum }: Statement['actor']) => (account ? `${account.name} · ${account.homePage}` : (mbox ?? openid ?? mbox_sha1sum));
const activity = (label: string, thing: Thing, related?: true): Fact => ({
  label,
  text: nameOfThing(thing),
  detail: thing.id,
  only: thing.id && (thing.objectType ?? 'Activity') === 'Activity' ? { activity: thing.id, related } : undefined,
});

function aboutWhat({ actor, verb, object }: Statement): (Fact | undefined)[] {
  const { definition } = object;
  const who = agentOf(actor);
  return [
    { label: words.facts.who, text: nameOfActor(actor), detail: identity(actor), only: who ? { who } : undefined },
    { label: words.facts.did, text: nameOfVerb(verb), detail: verb.id, only: { verb: verb.id } },
    activity(words.facts.what, object),
    definition?.type ? { label: words.facts.kind, text: [definition.type.split('/').pop(), definition.interactionType].filter(Boolean).join(', ') } : undefined,
  ];
}

function aboutResult(statement: Statement): (Fact | undefined)[] {
  const { object, result } = statement;
  const came = outcome(statement);
  const right = object.definition?.correctResponsesPattern;
  return [
    came && { label: words.facts.result, text: came.text },
    result?.response !== undefined ? { label: words.facts.answer, text: sayResponse(object, result.response) } : undefined,
    right?.length ? { label: words.facts.right, text: right.map((one) => sayResponse(object, one)).join(' · ') } : undefined,
    result?.duration ? { label: words.facts.duration, text: sayDuration(result.duration), detail: result.duration } : undefined,
  ];
}

function aboutContext({ id, context, authority, timestamp, stored }: Statement): (Fact | undefined)[] {
  const parent = context?.contextActivities?.parent?.[0];
  const grouping = context?.contextActivities?.grouping?.[0];
  return [
    parent && activity(words.facts.parent, parent, true),
    grouping && activity(words.facts.grouping, grouping, true),
    context?.registration ? { label: words.facts.registration, text: context.registration, only: { registration: context.registration } } : undefined,
    context?.platform ? { label: words.facts.platform, text: [context.platform, context.language].filter(Boolean).join(', ') } : undefined,
    authority && { label: words.facts.authority, text: nameOfActor(authority), detail: identity(authority) },
    { label: words.facts.timestamp, text: sayTime(timestamp), detail: timestamp },
    { label: words.facts.stored, text: sayTime(stored), detail: stored },
    { label: words.facts.id, text: id },
  ];
}

export const factsOf = (statement: Statement): Fact[] =>
  [...aboutWhat(statement), ...aboutResult(statement), ...aboutContext(statement)].filter((fact) => fact !== undefined);
