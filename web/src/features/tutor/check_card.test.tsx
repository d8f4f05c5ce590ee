import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { Check } from '~/api/types';
import { CheckCard } from './check_card';

const actions = vi.hoisted(() => ({ answerCheck: vi.fn() }));
vi.mock('~/api/actions', () => actions);
vi.mock('~/ui/markdown/markdown', () => ({ Markdown: ({ text }: { text: string }) => <span>{text}</span> }));

const check: Check = { beat: 1, check_id: 'c', form: 'choice', prompt: 'Which?', choices: [{ id: 'a', text: 'one' }, { id: 'b', text: 'two' }] };
const none = () => {};
const show = (known?: Parameters<typeof CheckCard>[0]['known'], form = check) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <CheckCard lesson="l" check={form} known={known} skipped={false} onReply={none} onSkip={none} onCite={none} />
    </QueryClientProvider>,
  );

test('a wrong answer is "Not yet" in the same place, and can be tried again', async () => {
  actions.answerCheck.mockResolvedValueOnce({ check_id: 'c', verdict: 'not_yet', message: 'Look again.', tries: 1 });
  show();
  await userEvent.click(screen.getByRole('radio', { name: /one/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Check' }));
  expect(await screen.findByText('Look again.')).toBeTruthy();
  expect(actions.answerCheck).toHaveBeenCalledWith('l', { check_id: 'c', answer: 'a' });
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

test('hints come one below the other', async () => {
  actions.answerCheck.mockResolvedValueOnce({ check_id: 'c', verdict: 'not_yet', message: '', tries: 0, hint: { level: 1, text: 'First' } });
  actions.answerCheck.mockResolvedValueOnce({ check_id: 'c', verdict: 'not_yet', message: '', tries: 0, hint: { level: 2, text: 'Second' } });
  show();
  await userEvent.click(screen.getByRole('button', { name: 'Hint' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Another hint' }));
  expect(await screen.findByText('Second')).toBeTruthy();
  expect(screen.getByText('First')).toBeTruthy();
});

test('a restored answer is shown as it was given', () => {
  show({ check_id: 'c', verdict: 'correct', tries: 1, answer: 'b' });
  expect(screen.getByRole<HTMLInputElement>('radio', { name: /two/ }).checked).toBe(true);
  expect(screen.queryByRole('button', { name: 'Check' })).toBeNull();
});

test('a numeric check shows its unit and sends the text', async () => {
  actions.answerCheck.mockResolvedValueOnce({ check_id: 'c', verdict: 'correct', message: 'Yes.', tries: 1, answer: '2' });
  show(undefined, { ...check, form: 'numeric', choices: [], unit: 'm/s' });
  await userEvent.type(screen.getByRole('textbox'), '2{Enter}');
  expect(await screen.findByText('Yes.')).toBeTruthy();
  expect(screen.getByText('m/s')).toBeTruthy();
});
