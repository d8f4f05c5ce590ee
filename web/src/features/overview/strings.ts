// Every word of the overview. Apart from ui/strings, which every page loads.
export const words = {
  title: 'Overview',
  lead: 'What there is, whether all of it is well, what it costs and what happens now.',
  failed: 'The overview could not be read',
  stale: (when: string) => `This is how it was at ${when}; what is newer could not be read.`,
  numbers: {
    title: 'Numbers', table: 'Numbers: in all, last seven days, today', what: 'What', all: 'In all', week: '7 days', today: 'Today', slow: 'There is too much to count quickly. The rest of this page is current.',
    names: { learners: 'Learners', accounts: 'Accounts', sessions: 'Sessions', lessons: 'Lessons', questions: 'Questions', answers: 'Answers', statements: 'Statements' } as Record<string, string>,
    utc: 'Days begin at midnight UTC.',
  },
  health: {
    title: 'Health', well: 'Everything is well.', unwell: (n: number) => (n === 1 ? 'One part needs attention.' : `${n} parts need attention.`),
    conditions: { ok: 'well', off: 'off', worse: 'attention', down: 'down' } as Record<string, string>,
  },
  queues: { title: 'Queues', lead: 'What waits to be done.' },
  costs: {
    title: 'Model costs', failed: 'The costs could not be read', stale: (when: string) => `These are the costs as of ${when}; newer ones could not be read.`, none: 'No model was called in the last 30 days.', spent: (spent: string, cap: string) => `${spent} of ${cap} today`, share: 'Share of the daily cap that is spent',
    table: 'Costs of the last 30 days by day and alias', day: 'Day', alias: 'Alias', calls: 'Calls', failures: 'Failed', tokens: 'Tokens', usd: 'Spent',
  },
  live: {
    title: 'Live', lead: 'Ids and kinds only; nothing anybody said.', list: 'Events, the newest first', none: 'Nothing in the last hour.', pause: 'Pause', go: 'Go on',
    states: {
      connecting: 'connecting', live: 'live', lost: 'no connection, trying again', full: 'too many are watching, trying again', stranger: 'signed out', paused: 'paused',
    } as Record<string, string>,
  },
};
