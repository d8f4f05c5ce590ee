import { Button } from '~/ui/button';
import { sayTime } from '../admin/reading';
import { download, toCsv } from './csv';
import type { Cell, Column, Found } from './queries';
import { words } from './strings';

const numbers = ['integer', 'real', 'usd', 'seconds'];
const isNumber = ({ kind }: Column) => numbers.includes(kind);

function say({ kind }: Column, cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? words.yes : words.no;
  if (kind === 'time') return sayTime(String(cell));
  if (kind === 'usd') return `$${Number(cell).toFixed(4)}`;
  if (kind === 'seconds') return `${Number(cell).toFixed(2)} s`;
  return typeof cell === 'number' ? cell.toLocaleString([], { maximumFractionDigits: 2 }) : cell;
}

export function FoundTable({ found: { query, columns, rows, more, took_ms } }: { found: Found }) {
  if (rows.length === 0) return <p className="desk-none muted">{words.none}</p>;
  return (
    <>
      <div className="terminal-told">
        <p className="small muted">{words.found(rows.length, more, took_ms)}</p>
        <Button look="quiet" onClick={() => download(`${query}.csv`, toCsv(columns, rows))}>{words.csv}</Button>
      </div>
      {/* Wider than a telephone: it scrolls by itself, by the keyboard too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="terminal-table card" tabIndex={0} role="region" aria-label={words.rows}>
        <table>
          <thead>
            <tr>{columns.map((column) => <th key={column.name} scope="col" className={isNumber(column) ? 'is-number' : undefined}>{column.name}</th>)}</tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={i}>{row.map((cell, at) => <Field key={columns[at]?.name} column={columns[at]!} cell={cell} />)}</tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const Field = ({ column, cell }: { column: Column; cell: Cell }) => <td className={isNumber(column) ? 'is-number' : undefined}>{say(column, cell)}</td>;
