// Where to go after signing in: a page of this client, else the first one. An address of another site is no page of ours, however it is
// written (//evil.example, /\evil.example, javascript:…).
export function returnPath(to: string | undefined, origin = location.origin): string {
  if (!to?.startsWith('/')) return '/';
  const url = URL.canParse(to, origin) ? new URL(to, origin) : undefined;
  const entrance = url && /^\/sign-(in|up)$/.test(url.pathname);
  return url && url.origin === origin && !url.pathname.startsWith('//') && !entrance ? url.pathname + url.search + url.hash : '/';
}
