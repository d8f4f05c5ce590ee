import { words } from './strings';
import type { Actor, Result, Statement, Texts, Thing, Verb } from './statement';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
// The end of a UUIDv7 tells people apart, its beginning is the time.
const short = (text: string) => (uuid.test(text) ? `…${text.slice(-8)}` : text);

export function inLanguage(texts: Texts | undefined, languages: readonly string[] = navigator.languages): string | undefined {
  if (!texts) return undefined;
  for (const language of [...languages, ...languages.map((one) => one.split('-')[0] ?? ''), 'en'])
    if (texts[language]) return texts[language];
  return Object.values(texts)[0];
}

const tail = (iri: string) => decodeURIComponentSafely(iri.replace(/[/#]+$/, '').split(/[/#]/).pop() ?? iri) || iri;

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function nameOfActor(actor: Actor): string {
  if (actor.name) return actor.name;
  if (actor.account) return short(actor.account.name);
  if (actor.mbox) return actor.mbox.replace(/^mailto:/, '');
  if (actor.openid) return actor.openid;
  if (actor.mbox_sha1sum) return `${actor.mbox_sha1sum.slice(0, 8)}…`;
  return actor.member?.map(nameOfActor).join(', ') ?? '?';
}

export const nameOfVerb = (verb: Verb) => inLanguage(verb.display) ?? tail(verb.id);

export function nameOfThing(thing: Thing): string {
  if (thing.objectType === 'SubStatement' && thing.actor && thing.verb && thing.object) return `${nameOfActor(thing.actor)} ${nameOfVerb(thing.verb)} ${nameOfThing(thing.object)}`;
  if (thing.objectType === 'StatementRef') return `${words.statements.open} ${short(thing.id ?? '')}`;
  if (thing.objectType === 'Agent' || thing.objectType === 'Group') return nameOfActor(thing);
  return inLanguage(thing.definition?.name) ?? inLanguage(thing.definition?.description) ?? short(tail(thing.id ?? ''));
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
const progressOf = (result: Result) => Object.entries(result.extensions ?? {}).find(([key, value]) => key.endsWith('/progress') && typeof value === 'number')?.[1] as number | undefined;
const judges = (verb: string) => /\/(passed|failed)$/.test(verb);

export type Outcome = { text: string; look: 'ok' | 'warn' | 'plain' };

// What came of it, in a word or two.
export function outcome({ verb, result }: Statement): Outcome | undefined {
  if (!result) return undefined;
  const score = result.score?.scaled !== undefined && (judges(verb.id) || result.success === undefined) ? percent(result.score.scaled) : undefined;
  if (result.success !== undefined) {
    const word = judges(verb.id) ? '' : result.success ? words.result.right : words.result.wrong;
    return { text: [word, score].filter(Boolean).join(' ') || (result.success ? words.result.passed : words.result.failed), look: result.success ? 'ok' : 'warn' };
  }
  if (score) return { text: score, look: 'plain' };
  const progress = progressOf(result);
  if (progress !== undefined) return { text: `${progress} %`, look: 'plain' };
  if (result.completion !== undefined) return { text: result.completion ? words.result.complete : words.result.incomplete, look: result.completion ? 'ok' : 'plain' };
  return undefined;
}

// An ISO 8601 duration as people say it: PT90.5S → 1 min 30 s. What is no such duration stays as it is.
export function sayDuration(text: string): string {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (!found || text.length < 3) return text;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = found;
  const all = Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  if (all < 60) return `${Number(all.toFixed(1))} s`;
  const whole = Math.round(all);
  const parts: [number, string][] = [[Math.floor(whole / 86_400), 'd'], [Math.floor(whole / 3_600) % 24, 'h'], [Math.floor(whole / 60) % 60, 'min'], [whole % 60, 's']];
  return parts.filter(([n]) => n > 0).map(([n, unit]) => `${n} ${unit}`).join(' ');
}

// A choice by its words, where the definition has them.
export function sayResponse(object: Thing, response: string): string {
  const choice = object.definition?.choices?.find((one) => one.id === response);
  return inLanguage(choice?.description) ?? response;
}

const sameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString();

export const sayDate = (text: string): string => new Date(text).toLocaleDateString([], { day: 'numeric', month: 'short', year: 'numeric' });

export function sayTime(text: string, now = new Date()): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  const time = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return sameDay(at, now) ? time : `${at.toLocaleDateString([], { day: 'numeric', month: 'short', year: at.getFullYear() === now.getFullYear() ? undefined : 'numeric' })} ${time}`;
}
