import { client, must } from './client';

const byId = (id: string) => ({ path: { id } });

export const startLesson = (body: { course_id: string; node_id?: string } | { topic: string }) => must(client.POST('/v1/lesson', { body }));

export const stopLesson = (id: string) => must(client.POST('/v1/lesson/{id}/stop', { params: byId(id) }));

export const continueLesson = (id: string) => must(client.POST('/v1/lesson/{id}/continue', { params: byId(id) }));

export const stopTurn = (id: string) => must(client.POST('/v1/turns/{id}/stop', { params: byId(id) }));

export const answerCheck = (id: string, body: { check_id: string; answer: string; want?: 'hint' | 'reveal' }) =>
  must(client.POST('/v1/lesson/{id}/answer', { params: byId(id), body }));
