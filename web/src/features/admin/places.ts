import { words } from './strings';

// The pages of the desk, in the order of its navigation.
export const places = [
  { to: '/ui/admin', name: words.pages.overview, more: words.more.overview },
  { to: '/ui/admin/statements', name: words.pages.statements, more: words.more.statements },
  { to: '/ui/admin/users', name: words.pages.users, more: words.more.users },
  { to: '/ui/admin/sign-in', name: words.pages.issuers, more: words.more.issuers },
  { to: '/ui/admin/audit', name: words.pages.audit, more: words.more.audit },
  { to: '/ui/admin/jobs', name: words.pages.jobs, more: words.more.jobs },
  { to: '/ui/admin/keys', name: words.pages.keys, more: words.more.keys },
  { to: '/ui/admin/forwarding', name: words.pages.forwarding, more: words.more.forwarding },
  { to: '/ui/admin/packages', name: words.pages.packages, more: words.more.packages },
  { to: '/ui/admin/backups', name: words.pages.backups, more: words.more.backups },
  { to: '/ui/db-terminal', name: words.pages.terminal, more: words.more.terminal },
  { to: '/ui/test-reminders', name: words.pages.reminders, more: words.more.reminders },
  { to: '/ui/test-etl-streaming', name: words.pages.streaming, more: words.more.streaming },
  { to: '/ui/test-etl-incremental', name: words.pages.incremental, more: words.more.incremental },
] as const;
