import { expect, test } from 'vitest';
import { agentOf, agentTyped, sayAgent, toQuery, typedAgent, verbTyped } from './filters';
import { readFilters } from './search';

const home = 'https://tutor.example';

test('what somebody types becomes an agent', () => {
  expect(agentTyped('ada@example.com', home)).toBe('{"mbox":"mailto:ada@example.com"}');
  expect(agentTyped(' u1 ', home)).toBe(`{"account":{"homePage":"${home}","name":"u1"}}`);
  expect(agentTyped('{"openid":"https://x"}', home)).toBe('{"openid":"https://x"}');
  expect(agentTyped('  ', home)).toBeUndefined();
});

test('only what identifies an actor is asked for', () => {
  expect(agentOf({ objectType: 'Agent', name: 'Ada', mbox: 'mailto:a@example.com' })).toBe('{"mbox":"mailto:a@example.com"}');
  expect(agentOf({ objectType: 'Group', member: [] })).toBeUndefined();
});

test('a filter is shown as it would be typed, whatever the address says', () => {
  expect(typedAgent('{"account":{"homePage":"h","name":"u1"}}')).toBe('u1');
  expect(sayAgent('{broken')).toBe('{broken');
});

test('a verb is known by the end of its address', () => {
  const known = ['http://adlnet.gov/expapi/verbs/answered'];
  expect(verbTyped('Answered', known)).toBe(known[0]);
  expect(verbTyped('http://example.com/v', known)).toBe('http://example.com/v');
  expect(verbTyped('', known)).toBeUndefined();
});

test('the address of the page is the question to the store', () => {
  const filters = readFilters({ who: { mbox: 'mailto:a@example.com' }, activity: 'http://x', related: true, other: 1 });
  expect(toQuery(filters)).toEqual({ agent: '{"mbox":"mailto:a@example.com"}', related_agents: 'true', activity: 'http://x', related_activities: 'true' });
  expect(toQuery({})).toEqual({});
});
