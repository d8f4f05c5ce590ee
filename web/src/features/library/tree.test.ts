import { expect, test } from 'vitest';
import type { ContentsNode } from '~/api/types';
import { chapters, tree } from './tree';

const node = (id: string, parent_id?: string): ContentsNode => ({ id, parent_id, level: 1, title: id, passages: 1, minutes: 1 });

test('children stand under their parent in reading order', () => {
  const [a, b] = tree([node('a'), node('a1', 'a'), node('a2', 'a'), node('b')]);
  expect(a?.children.map((child) => child.node.id)).toEqual(['a1', 'a2']);
  expect(b?.node.id).toBe('b');
});

test('a single book title is not a chapter', () => {
  const found = chapters([node('book'), node('one', 'book'), node('two', 'book')]);
  expect(found.map((chapter) => chapter.node.id)).toEqual(['one', 'two']);
});

test('a node with an unknown parent is not lost', () => {
  expect(tree([node('x', 'gone')])).toHaveLength(1);
});
