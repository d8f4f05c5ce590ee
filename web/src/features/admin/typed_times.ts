// What a field of type datetime-local holds, in the person's own time, and the RFC 3339 that it means.
export function typedTime(rfc3339?: string): string {
  if (!rfc3339) return '';
  const at = new Date(rfc3339);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
export const timeTyped = (typed: string) => (typed ? new Date(typed).toISOString() : undefined);
