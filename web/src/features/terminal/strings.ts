// Every word of the terminal. Apart from ui/strings, which every page loads.
export const words = {
  title: 'DB terminal',
  lead: 'Questions to the database that only read. Each is written down in the audit log.',
  failed: 'The queries could not be read',
  queries: 'Queries',
  parameters: 'Parameters',
  run: 'Run',
  running: 'Running',
  hint: 'Arrow keys choose, Enter runs.',
  notRun: 'The query did not run',
  result: 'Result',
  rows: 'Rows of the result',
  none: 'No row. Nothing in this time fits.',
  found: (rows: number, more: boolean, ms: number) => `${more ? `the first ${rows} rows, there are more` : rows === 1 ? '1 row' : `${rows} rows`}, ${ms} ms`,
  csv: 'Download as CSV',
  yes: 'yes',
  no: 'no',
};
