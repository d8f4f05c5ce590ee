import { expect, test } from 'vitest';
import { toCsv } from './csv';

const columns = [{ name: 'reason', kind: 'text' }, { name: 'calls', kind: 'integer' }];

test('quotes what would break a row', () => {
  expect(toCsv(columns, [['a "b", c', 1], ['two\nlines', null]])).toBe('reason,calls\r\n"a ""b"", c",1\r\n"two\nlines",\r\n');
});

test('a text is no formula to a spreadsheet, and a negative number stays one', () => {
  expect(toCsv(columns, [['=1+1', -2], ['@x', 0]])).toBe("reason,calls\r\n'=1+1,-2\r\n'@x,0\r\n");
});
