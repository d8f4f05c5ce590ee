import { recall, remember } from '~/ui/storage';

// How far this browser has shown a lesson; the server keeps the beats and the answers.
export type Shown = { shown: number; skipped: string[]; finished?: boolean };

const key = (lesson: string) => `ot.lesson.${lesson}`;
export const recallShown = (lesson: string) => recall<Shown | undefined>(key(lesson), undefined);
export const rememberShown = (lesson: string, shown: Shown) => remember(key(lesson), shown);
export const isFinished = (lesson: string) => recallShown(lesson)?.finished === true;
