// The scripted world of the fake server: one course, its passages, one lesson.
export type FakePassage = { id: string; node_id: string; path: string[]; text: string; page?: number };
export type FakeNode = { id: string; parent_id?: string; level: number; title: string; passages: number; minutes: number; first_passage_id?: string };
export type FakeCourse = { id: string; title: string; description: string; sample: boolean; nodes: FakeNode[]; passages: FakePassage[] };

const uuid = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;

const sections: [string, string, string[]][] = [
  ['Describing motion', 'Speed and velocity', [
    'The **average speed** of a body is the distance it covers divided by the time it takes: $v = \\frac{s}{t}$. Speed is measured in metres per second, $\\mathrm{m/s}$.',
    'Velocity is speed with a direction. Two cars at 20 m/s that drive apart have the same speed and opposite velocities.',
  ]],
  ['Describing motion', 'Acceleration', ['Acceleration says how fast the velocity changes:\n\n$$a = \\frac{\\Delta v}{\\Delta t}$$\n\nIts unit is $\\mathrm{m/s^2}$. A falling stone gains about 9.8 m/s in each second.']],
  ['Forces', "Newton's laws", [
    "**First law.** A body on which no net force acts keeps its velocity. **Second law.** The net force on a body equals its mass times its acceleration, $F = m a$. One newton gives one kilogram an acceleration of one metre per second squared.",
    '| body | mass in kg | weight in N |\n|---|---|---|\n| apple | 0.1 | 0.98 |\n| child | 30 | 294 |\n| car | 1200 | 11 760 |',
  ]],
  ['Forces', 'Friction', ['Friction acts against the sliding of two surfaces. Its size grows with the force that presses them together.']],
  ['Energy', 'Kinetic energy', ['A moving body of mass $m$ and speed $v$ has the kinetic energy $E = \\tfrac12 m v^2$. Twice the speed means four times the energy.']],
  ['Energy', 'Conservation of energy', ['Energy is never made and never lost; it only changes its form. A falling stone turns potential energy into kinetic energy.']],
];

export function mechanics(): FakeCourse {
  const nodes: FakeNode[] = [];
  const passages: FakePassage[] = [];
  let n = 10;
  let chapter: FakeNode | undefined;
  sections.forEach(([chapterTitle, title, texts], index) => {
    if (chapter?.title !== chapterTitle) nodes.push((chapter = { id: uuid(++n), level: 1, title: chapterTitle, passages: 0, minutes: 0 }));
    const node: FakeNode = { id: uuid(++n), parent_id: chapter.id, level: 2, title, passages: texts.length, minutes: 4 + index };
    nodes.push(node);
    for (const text of texts) {
      const id = uuid(++n);
      node.first_passage_id ??= id;
      passages.push({ id, node_id: node.id, path: [chapterTitle, title], text, page: 1 + index });
    }
    chapter.passages += texts.length;
    chapter.minutes += node.minutes;
  });
  return { id: uuid(1), title: 'Mechanics: motion, forces, energy', description: 'How things move, why they do, and what never gets lost on the way.', sample: true, nodes, passages };
}

export function fromMarkdown(id: number, title: string, source: string): FakeCourse {
  const nodes: FakeNode[] = [];
  const passages: FakePassage[] = [];
  for (const block of source.split(/\n{2,}/).map((part) => part.trim()).filter(Boolean)) {
    const heading = /^#{1,6}\s+(.*)$/.exec(block);
    if (heading || nodes.length === 0) nodes.push({ id: uuid(id * 1000 + nodes.length), level: 1, title: heading?.[1] ?? title, passages: 0, minutes: 2 });
    const node = nodes.at(-1);
    if (heading || !node) continue;
    const passage = { id: uuid(id * 1000 + 500 + passages.length), node_id: node.id, path: [node.title], text: block };
    node.first_passage_id ??= passage.id;
    node.passages++;
    passages.push(passage);
  }
  return { id: uuid(id * 1000 + 999), title, description: '', sample: false, nodes, passages };
}
