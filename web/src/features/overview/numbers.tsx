import type { Overview } from './queries';
import { words as texts } from './strings';

const words = texts.numbers;

export function Numbers({ numbers }: { numbers: Overview['numbers'] }) {
  return (
    <section className="section" aria-labelledby="numbers">
      <h2 id="numbers">{words.title}</h2>
      {!numbers && <p className="muted">{words.slow}</p>}
      {numbers && (
        <table className="figures card" aria-label={words.table}>
          <thead>
            <tr>
              <th scope="col">{words.what}</th>
              <th scope="col">{words.all}</th>
              <th scope="col">{words.week}</th>
              <th scope="col">{words.today}</th>
            </tr>
          </thead>
          <tbody>
            {numbers.map(({ name, all, week, today }) => (
              <tr key={name}>
                <th scope="row">{words.names[name] ?? name}</th>
                {[all, week, today].map((one, i) => <td key={i}>{one.toLocaleString()}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="small muted">{words.utc}</p>
    </section>
  );
}
