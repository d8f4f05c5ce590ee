// An error reply of the server, or of the network when `code` is `offline`.
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly traceId = '',
    readonly retryAfterMs?: number,
    readonly pointer?: string,
  ) {
    super(message);
    this.name = 'Problem';
  }
}

export function toProblem(status: number, body: unknown): Problem {
  const error = (body as { error?: { code?: string; message?: string; trace_id?: string; retry_after_ms?: number; pointer?: string } } | undefined)?.error;
  return new Problem(status, error?.code ?? 'internal', error?.message ?? `The server answered ${status}.`, error?.trace_id, error?.retry_after_ms, error?.pointer);
}
