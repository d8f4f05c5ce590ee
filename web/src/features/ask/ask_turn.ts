import { toProblem } from '~/api/problem';
import { type OpenStream, turnStream } from '~/api/stream';

export type AskBody = { course_id: string; question: string; conversation_id?: string; mode?: 'direct' | 'socratic' | 'hint'; lesson_id?: string };

// Posts the question once; every later connection follows the turn it made.
export function askStream(body: AskBody, onTurn: (turn: string) => void): OpenStream {
  let turn: string | undefined;
  return async (after, signal) => {
    if (turn) return turnStream(`/v1/turns/${turn}/stream`)(after, signal);
    const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
    const response = await fetch('/v1/ai/ask', { method: 'POST', headers, body: JSON.stringify(body), signal }).catch((cause: unknown) => {
      throw signal.aborted ? cause : toProblem(0, { error: { code: 'offline', message: 'The server cannot be reached.' } });
    });
    if (!response.ok) throw toProblem(response.status, await response.json().catch(() => undefined));
    turn = response.headers.get('x-turn-id') ?? undefined;
    if (turn) onTurn(turn);
    return response;
  };
}
