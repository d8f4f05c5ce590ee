import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { AuditFilters } from '~/features/admin/audit';
import { type Filters, readFilters } from '~/features/admin/search';
import { DiscoveryPage } from '~/features/library/discovery_page';
import { ErrorPage, NotFoundPage } from './error_pages';
import { Frame } from './frame';

const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage, errorComponent: ErrorPage });
const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);
const count = (value: unknown) => (Number.isInteger(Number(value)) && value !== undefined && value !== '' ? Number(value) : undefined);

const discovery = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: (search): { q?: string } => ({ q: search.q === undefined ? undefined : text(String(search.q)) }),
  component: DiscoveryPage,
});
const course = createRoute({
  getParentRoute: () => root,
  path: '/course/$courseId',
  component: lazyRouteComponent(() => import('~/features/library/course_page'), 'CoursePage'),
});
const lesson = createRoute({
  getParentRoute: () => root,
  path: '/lesson/$lessonId',
  component: lazyRouteComponent(() => import('~/features/tutor/room_page'), 'RoomPage'),
});
const passage = createRoute({
  getParentRoute: () => root,
  path: '/passage/$passageId',
  validateSearch: (search): { start?: number; end?: number } => ({ start: count(search.start), end: count(search.end) }),
  component: lazyRouteComponent(() => import('~/features/library/passage_page'), 'PassagePage'),
});
const pack = createRoute({
  getParentRoute: () => root,
  path: '/package/$packageId',
  component: lazyRouteComponent(() => import('~/features/packages/package_page'), 'PackagePage'),
});
const desk = createRoute({ getParentRoute: () => root, path: '/ui/admin', beforeLoad: () => redirect({ to: '/ui/admin/statements', replace: true, throw: true }) });
const statements = createRoute({
  getParentRoute: () => root,
  path: '/ui/admin/statements',
  validateSearch: (search): Filters & { id?: string } => ({ ...readFilters(search), id: text(search.id) }),
  component: lazyRouteComponent(() => import('~/features/admin/statements_page'), 'StatementsPage'),
});
const keys = createRoute({
  getParentRoute: () => root,
  path: '/ui/admin/keys',
  component: lazyRouteComponent(() => import('~/features/admin/keys_page'), 'KeysPage'),
});
const forwarding = createRoute({
  getParentRoute: () => root,
  path: '/ui/admin/forwarding',
  component: lazyRouteComponent(() => import('~/features/admin/forwarding_page'), 'ForwardingPage'),
});
const audit = createRoute({
  getParentRoute: () => root,
  path: '/ui/admin/audit',
  validateSearch: ({ actor, subject, action, since, until }): AuditFilters => ({ actor: text(actor), subject: text(subject), action: text(action), since: text(since), until: text(until) }),
  component: lazyRouteComponent(() => import('~/features/admin/audit_page'), 'AuditPage'),
});
const packages = createRoute({
  getParentRoute: () => root,
  path: '/ui/admin/packages',
  component: lazyRouteComponent(() => import('~/features/packages/desk_page'), 'PackagesDeskPage'),
});
const jobs = createRoute({ getParentRoute: () => root, path: '/ui/admin/jobs', component: lazyRouteComponent(() => import('~/features/jobs/jobs_page'), 'JobsPage') });
const to = (search: Record<string, unknown>): { to?: string } => ({ to: text(search.to) });
const entrance = () => import('~/features/account/entrance_pages');
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', validateSearch: to, component: lazyRouteComponent(entrance, 'SignInPage') });
const signUp = createRoute({ getParentRoute: () => root, path: '/sign-up', validateSearch: to, component: lazyRouteComponent(entrance, 'SignUpPage') });
const proof = () => import('~/features/account/proof_pages');
const reset = createRoute({ getParentRoute: () => root, path: '/reset', component: lazyRouteComponent(proof, 'ResetPage') });
const verify = createRoute({ getParentRoute: () => root, path: '/verify', component: lazyRouteComponent(proof, 'VerifyPage') });
const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('~/features/account/account_page'), 'AccountPage'),
});
const ownData = createRoute({
  getParentRoute: () => root,
  path: '/your-data',
  component: lazyRouteComponent(() => import('~/features/account/own_data_page'), 'OwnDataPage'),
});
const users = createRoute({
  getParentRoute: () => root,
  path: '/ui/admin/users',
  component: lazyRouteComponent(() => import('~/features/account/users_page'), 'UsersPage'),
});
const etl = () => import('~/features/admin/etl_page');
const streaming = createRoute({ getParentRoute: () => root, path: '/ui/test-etl-streaming', component: lazyRouteComponent(etl, 'StreamingPage') });
const incremental = createRoute({ getParentRoute: () => root, path: '/ui/test-etl-incremental', component: lazyRouteComponent(etl, 'IncrementalPage') });
const design = createRoute({
  getParentRoute: () => root,
  path: '/_design',
  component: lazyRouteComponent(() => import('~/features/design/design_page'), 'DesignPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([discovery, course, lesson, passage, pack, desk, statements, keys, forwarding, audit, packages, jobs, users, signIn, signUp, reset, verify, account, ownData, streaming, incremental, design]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  trailingSlash: 'preserve',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
