// The server makes an anonymous session for a request without one. So that a fresh browser gets one session and not
// several, the first request of a page goes alone and the others wait for its reply.
let first: Promise<unknown> | undefined;

export async function inSession(send: () => Promise<Response>): Promise<Response> {
  if (first) {
    await first;
    return send();
  }
  const reply = send();
  first = reply.catch(() => {
    first = undefined;
  });
  return reply;
}
