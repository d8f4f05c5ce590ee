import { expect, test } from 'vitest';
import { matching } from './matching';

const entry = (name: string, more = '') => ({ id: name, name, more });
const all = [entry('Jobs', 'queue, dead letters'), entry('Backups', 'verify'), entry('DB terminal', 'queries'), entry('Jobs of people'), entry('Résumé')];
const names = (typed: string) => matching(all, typed).map(({ name }) => name);

test('nothing typed shows everything in its order', () => expect(names('  ')).toEqual(all.map(({ name }) => name)));
test('the beginning comes before the middle, names before what they are about', () => expect(names('b')[0]).toBe('Backups'));
test('what a page is about finds it', () => expect(names('dead')).toEqual(['Jobs']));
test('letters that are left out find it too', () => expect(names('dbt')).toEqual(['DB terminal']));
test('accents and case do not matter', () => expect(names('RESUME')).toEqual(['Résumé']));
test('what nothing is called finds nothing', () => expect(names('xyz')).toEqual([]));
