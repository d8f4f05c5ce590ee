import { describe, expect, it } from 'vitest';
import { returnPath } from './return_path';

const origin = 'https://tutor.example';

describe('the page after signing in', () => {
  it.each(['/', '/course/1', '/lesson/2?x=1#part-3', '/ui/admin/users'])('is the one before: %s', (to) => {
    expect(returnPath(to, origin)).toBe(to);
  });
  it.each([
    undefined, '', 'course', '//evil.example', '///evil.example', '/\\evil.example', '/\\/evil.example', 'https://evil.example', 'javascript:alert(1)', '/\t/evil.example', '/\n/evil.example',
    'https:/evil.example', '/..//evil.example', '/.//evil.example', '/sign-in', '/sign-up',
  ])('is the first one instead of %s', (to) => {
    expect(returnPath(to, origin)).toBe('/');
  });
});
