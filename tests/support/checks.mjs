// Counts what held, names what did not.
let passed = 0, failed = 0;

export function holds(name, condition, found = '') {
  if (condition) return void passed++;
  failed++;
  console.log(`FAILED ${name}${found === '' ? '' : `: found ${typeof found === 'string' ? found : JSON.stringify(found)}`}`.slice(0, 600));
}
export const equals = (name, expected, found) =>
  holds(`${name}: expected ${JSON.stringify(expected)}`.slice(0, 300), JSON.stringify(expected) === JSON.stringify(found), found);

// One group of checks; what it throws counts as one failure.
export async function group(name, run) {
  const started = Date.now();
  try {
    await run();
  } catch (error) {
    holds(name, false, error.stack ?? String(error));
  }
  console.log(`${name}: ${Date.now() - started} ms`);
}
export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}
