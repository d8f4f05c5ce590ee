import type { Part } from './queries';
import { words as all } from './strings';

const words = all.health;
const order: Record<string, number> = { down: 0, worse: 1, ok: 2, off: 3 };

// What needs attention comes first.
export function Health({ parts }: { parts: Part[] }) {
  const unwell = parts.filter(({ condition }) => condition === 'down' || condition === 'worse').length;
  const sorted = parts.toSorted((a, b) => (order[a.condition] ?? 0) - (order[b.condition] ?? 0));
  return (
    <section className="section" aria-labelledby="health">
      <h2 id="health">{words.title}</h2>
      <p className={unwell ? 'verdict is-warn' : 'verdict is-ok'}>{unwell ? words.unwell(unwell) : words.well}</p>
      <ul role="list" className="parts">
        {sorted.map(({ name, condition, reason }) => (
          <li key={name} className={`part-state is-${condition}`}>
            <span><strong>{name}</strong> <span className="part-condition">{words.conditions[condition] ?? condition}</span></span>
            <span className="small">{reason}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
