/* The contract of docs/api.md in the shape openapi-typescript emits; `npm run api` rewrites it from openapi.json. */

export interface paths {
  "/v1/session": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": Record<string, never> } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { user: { id: string; anonymous: boolean; role: string }; expires_at: string; level: string } } };
        default: { headers: { [name: string]: unknown }; content: { "application/json": { ok: boolean; error: { code: string; message: string; trace_id: string; retry_after_ms?: number; pointer?: string } } } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/event": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": { events: { name: string; at: string; data: Record<string, unknown> }[] } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { accepted: number } } };
        default: { headers: { [name: string]: unknown }; content: { "application/json": { ok: boolean; error: { code: string; message: string; trace_id: string; retry_after_ms?: number; pointer?: string } } } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/courses": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { courses: { id: string; title: string; description: string; language: string; format: string; passages: number; pages?: number; sample: boolean; state: string; created_at: string }[] } } };
        default: { headers: { [name: string]: unknown }; content: { "application/json": { ok: boolean; error: { code: string; message: string; trace_id: string; retry_after_ms?: number; pointer?: string } } } };
      };
    };
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: { content: { "multipart/form-data": { file: string[]; title?: string } } };
      responses: {
        202: { headers: { [name: string]: unknown }; content: { "application/json": { import: { id: string; course_id: string; title: string; state: "queued" | "reading" | "indexing" | "done" | "failed"; done: number; total: number; message: string; error?: string } } } };
        default: { headers: { [name: string]: unknown }; content: { "application/json": { ok: boolean; error: { code: string; message: string; trace_id: string; retry_after_ms?: number; pointer?: string } } } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/imports": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { imports: { id: string; course_id: string; title: string; state: "queued" | "reading" | "indexing" | "done" | "failed"; done: number; total: number; message: string; error?: string }[] } } };
        default: { headers: { [name: string]: unknown }; content: { "application/json": { ok: boolean; error: { code: string; message: string; trace_id: string; retry_after_ms?: number; pointer?: string } } } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/imports/{id}": {
    parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { id: string; course_id: string; title: string; state: "queued" | "reading" | "indexing" | "done" | "failed"; done: number; total: number; message: string; error?: string } } };
        default: { headers: { [name: string]: unknown }; content: { "application/json": { ok: boolean; error: { code: string; message: string; trace_id: string; retry_after_ms?: number; pointer?: string } } } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/courses/{id}/toc": {
    parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { course: { id: string; title: string; description: string; language: string; format: string; passages: number; pages?: number; sample: boolean; state: string; created_at: string }; nodes: { id: string; parent_id?: string; level: number; title: string; passages: number; minutes: number; first_passage_id?: string }[] } } };
        default: { headers: { [name: string]: unknown }; content: { "application/json": { ok: boolean; error: { code: string; message: string; trace_id: string; retry_after_ms?: number; pointer?: string } } } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/passages/{id}": {
    parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { id: string; course_id: string; course_title: string; node_id: string; path: string[]; kind: string; text: string; page?: number; anchor?: string; previous_id?: string; next_id?: string } } };
        default: { headers: { [name: string]: unknown }; content: { "application/json": { ok: boolean; error: { code: string; message: string; trace_id: string; retry_after_ms?: number; pointer?: string } } } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/courses/{id}/search": {
    parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
    get: {
      parameters: { query: { q: string; limit?: number }; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { hits: { passage_id: string; node_id: string; path: string[]; snippet: string; page?: number; score: number }[] } } };
        default: { headers: { [name: string]: unknown }; content: { "application/json": { ok: boolean; error: { code: string; message: string; trace_id: string; retry_after_ms?: number; pointer?: string } } } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/plan": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": { topic?: string; course_id?: string; node_id?: string; minutes?: number } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { id: string; course_id: string; node_id?: string; title: string; objectives: string[]; prerequisites: { node_id: string; title: string }[]; minutes: number; beats: { kind: string; title: string }[]; sources: { passage_id: string; title: string; page?: number }[]; level: string } } };
        default: { headers: { [name: string]: unknown }; content: { "application/json": { ok: boolean; error: { code: string; message: string; trace_id: string; retry_after_ms?: number; pointer?: string } } } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/lesson": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: { content: { "application/json": { plan_id?: string; course_id?: string; node_id?: string; topic?: string } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { id: string; title: string; plan: { id: string; course_id: string; node_id?: string; title: string; objectives: string[]; prerequisites: { node_id: string; title: string }[]; minutes: number; beats: { kind: string; title: string }[]; sources: { passage_id: string; title: string; page?: number }[]; level: string }; state: string; stream: string; last_seq?: number } } };
        default: { headers: { [name: string]: unknown }; content: { "application/json": { ok: boolean; error: { code: string; message: string; trace_id: string; retry_after_ms?: number; pointer?: string } } } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/lesson/{id}": {
    parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { id: string; title: string; plan: { id: string; course_id: string; node_id?: string; title: string; objectives: string[]; prerequisites: { node_id: string; title: string }[]; minutes: number; beats: { kind: string; title: string }[]; sources: { passage_id: string; title: string; page?: number }[]; level: string }; state: string; stream: string; last_seq?: number } } };
        default: { headers: { [name: string]: unknown }; content: { "application/json": { ok: boolean; error: { code: string; message: string; trace_id: string; retry_after_ms?: number; pointer?: string } } } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/lessons": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { lessons: { id: string; title: string; course_id: string; state: string; created_at: string; beats: number; answered: number }[] } } };
        default: { headers: { [name: string]: unknown }; content: { "application/json": { ok: boolean; error: { code: string; message: string; trace_id: string; retry_after_ms?: number; pointer?: string } } } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/lesson/{id}/stop": {
    parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody: { content: { "application/json": Record<string, never> } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { state: string } } };
        default: { headers: { [name: string]: unknown }; content: { "application/json": { ok: boolean; error: { code: string; message: string; trace_id: string; retry_after_ms?: number; pointer?: string } } } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/lesson/{id}/continue": {
    parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody: { content: { "application/json": Record<string, never> } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { id: string; title: string; plan: { id: string; course_id: string; node_id?: string; title: string; objectives: string[]; prerequisites: { node_id: string; title: string }[]; minutes: number; beats: { kind: string; title: string }[]; sources: { passage_id: string; title: string; page?: number }[]; level: string }; state: string; stream: string; last_seq?: number } } };
        default: { headers: { [name: string]: unknown }; content: { "application/json": { ok: boolean; error: { code: string; message: string; trace_id: string; retry_after_ms?: number; pointer?: string } } } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/lesson/{id}/answer": {
    parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody: { content: { "application/json": { check_id: string; answer: string; want?: "hint" | "reveal" } } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { check_id: string; verdict: "correct" | "not_yet" | "revealed" | "self_grade"; message: string; tries: number; hint?: { level: number; text: string }; answer?: string; explanation?: string; citation?: { n: number; passage_id: string; start: number; end: number; quote: string; title: string; page?: number } } } };
        default: { headers: { [name: string]: unknown }; content: { "application/json": { ok: boolean; error: { code: string; message: string; trace_id: string; retry_after_ms?: number; pointer?: string } } } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/turns/{id}/stop": {
    parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody: { content: { "application/json": Record<string, never> } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: { "application/json": { state: string } } };
        default: { headers: { [name: string]: unknown }; content: { "application/json": { ok: boolean; error: { code: string; message: string; trace_id: string; retry_after_ms?: number; pointer?: string } } } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
