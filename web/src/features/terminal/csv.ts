import type { Cell, Column } from './queries';

// A spreadsheet would take these for the beginning of a formula (OWASP, CSV Injection).
const formula = /^[=+\-@\t\r]/;

const field = (cell: Cell) => {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

// RFC 4180, of what is shown.
export const toCsv = (columns: Column[], rows: Cell[][]): string => [columns.map(({ name }) => name), ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');

export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
