import type { FakeCourse, FakePassage } from './course.ts';

export type Step = { kind: string; data: Record<string, unknown> };
export type FakeCheck = { right: string; explanation: string; hints: string[]; citation?: object };
export type Script = { title: string; plan: Record<string, unknown>; steps: Step[]; checks: Map<string, FakeCheck> };

const plain = (text: string) => text.replace(/\*\*|\$|\\[a-z]+|[{}^_]/g, ' ').replace(/\s+/g, ' ').trim();

export function cite(passage: FakePassage, n: number) {
  const points = [...passage.text];
  const end = passage.text.includes('. ') ? Array.from(passage.text.slice(0, passage.text.indexOf('. ') + 1)).length : points.length;
  return { n, passage_id: passage.id, start: 0, end, quote: points.slice(0, end).join(''), title: passage.path.at(-1) ?? '', ...(passage.page && { page: passage.page }) };
}

// Says each passage and asks after each; forms of checks take turns.
export function script(lesson: string, course: FakeCourse, node?: string): Script {
  const wanted = course.passages.filter((passage) => !node || passage.node_id === node || course.nodes.some((one) => one.id === passage.node_id && one.parent_id === node));
  const passages = wanted.slice(0, 6);
  const title = course.nodes.find((one) => one.id === node)?.title ?? course.title;
  const steps: Step[] = [];
  const checks = new Map<string, FakeCheck>();
  let beat = -1;
  const add = (kind: string, data: Record<string, unknown>, heading?: string) => {
    beat++;
    steps.push({ kind: 'beat', data: { beat, kind, ...(heading && { title: heading }) } }, { kind, data: { beat, ...data } });
  };
  const check = (form: string, prompt: string, right: string, more: Record<string, unknown>, passage: FakePassage) => {
    const check_id = `${lesson}-c${checks.size}`;
    const citation = cite(passage, 1);
    checks.set(check_id, { right, explanation: passage.text, hints: ['Read the part above once more.', 'Which quantity do the words describe?', `It starts with “${right.slice(0, 1)}”.`], citation });
    add('check', { check_id, form, prompt, citations: [citation], ...more });
  };
  passages.forEach((passage, i) => {
    const caption = plain(passage.text).split(/(?<=[.!?])\s/).slice(0, 2).join(' ');
    add(passage.text.startsWith('|') ? 'show' : 'say', { text: `${passage.text}${passage.text.startsWith('|') ? '' : ' [1]'}`, caption, source: 'course', citations: [cite(passage, 1)] }, passage.path.at(-1));
    if (i === 0) check('choice', 'What is speed measured in, as the course says it?', 'b', { choices: [{ id: 'a', text: 'kilograms' }, { id: 'b', text: 'metres per second' }, { id: 'c', text: '$\\mathrm{m^2}$' }] }, passage);
    if (i === 1) check('truefalse', 'Velocity has a direction.', 'true', { choices: [{ id: 'true', text: 'True' }, { id: 'false', text: 'False' }] }, passage);
    if (i === 2) {
      add('formula', { tex: 'a = \\frac{v_2 - v_1}{t_2 - t_1}', caption: 'Change of velocity over change of time.', citations: [cite(passage, 1)] });
      check('numeric', 'A bike goes from 2 m/s to 8 m/s in 3 s. How large is its acceleration?', '2', { unit: 'm/s²', choices: [] }, passage);
    }
    if (i === 3) check('cloze', 'The net force equals mass times ____.', 'acceleration', { choices: [] }, passage);
  });
  const beats = beat + 1;
  const objectives = [...new Set(passages.map((passage) => `Explain ${passage.path.at(-1)?.toLowerCase()}`))];
  const plan = { id: `${lesson}-plan`, course_id: course.id, title, objectives, prerequisites: [], minutes: 6, beats: steps.filter((step) => step.kind === 'beat').map((step) => ({ kind: step.data.kind, title: step.data.title ?? '' })), sources: passages.map((passage) => ({ passage_id: passage.id, title: passage.path.at(-1) })), level: 'L0' };
  return { title, plan, checks, steps: [{ kind: 'plan', data: { title, objectives, minutes: 6, beats, level: 'L0' } }, ...steps, { kind: 'done', data: { beats } }] };
}
