// contracts/*.json against their schema, the files they name, and the route table of a running server.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { equals, finish, holds } from '../support/checks.mjs';

const root = new URL('../../', import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

// As much of JSON Schema as contracts/schema.json uses; another keyword in it fails.
const says = {
  $schema: () => true,
  title: () => true,
  description: () => true,
  type: (value, type) => (type === 'array' ? Array.isArray(value) : typeof value === type && !Array.isArray(value)),
  required: (value, names) => names.every((name) => name in value),
  additionalProperties: (value, allowed, { properties }) => allowed || Object.keys(value).every((name) => name in properties),
  properties: (value, schemas) => Object.entries(schemas).every(([name, schema]) => fits(value[name], schema)),
  pattern: (value, pattern) => new RegExp(pattern, 'u').test(value),
  minItems: (value, least) => value.length >= least,
  uniqueItems: (value) => new Set(value).size === value.length,
  items: (value, schema) => value.every((item) => fits(item, schema)),
  enum: (value, all) => all.includes(value),
};
const fits = (value, schema) => Object.entries(schema).every(([keyword, given]) => says[keyword](value, given, schema));

const schema = read('contracts/schema.json');
const names = readdirSync(new URL('contracts/', root)).filter((name) => name.endsWith('.json') && name !== 'schema.json');
const contracts = names.map((name) => read(`contracts/${name}`));
for (const [i, contract] of contracts.entries()) {
  holds(`${names[i]} fits the schema`, fits(contract, schema), contract);
  equals(`${names[i]} is named by its module`, `${contract.module}.json`, names[i]);
  for (const file of contract.allowed_files) holds(`${names[i]}: ${file} exists`, existsSync(new URL(file.replace(/\*\*$/, ''), root)));
}
holds('a contract that is none does not fit', !fits({ ...contracts[0], status: 'soon' }, schema) && !fits({ ...contracts[0], more: 1 }, schema) && !fits({ ...contracts[0], required_endpoints: ['/x'] }, schema));
const files = contracts.flatMap((contract) => contract.allowed_files);
equals('no file belongs to two', [], files.filter((file, i) => files.indexOf(file) !== i));
const rooms = [...readFileSync(new URL('CMakeLists.txt', root), 'utf8').matchAll(/^room\(([a-z]+)/gm)].map(([, room]) => room);
equals('one for each room', rooms.toSorted(), contracts.map(({ module }) => module).toSorted());

const entered = await fetch(`${process.env.OT_URL}/v1/auth/token`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token: process.env.ADMIN_TOKEN }) });
const cookie = entered.headers.get('set-cookie').split(';')[0];
const progress = await fetch(`${process.env.OT_URL}/v1/debug/progress`, { headers: { cookie } }).then((reply) => reply.json());
equals('the server knows the same contracts', names.length, progress.contracts.length);
for (const { module, missing, endpoints } of progress.contracts) {
  equals(`${module} has every endpoint it promises`, [], missing);
  equals(`${module}: as many as its file says`, contracts.find((one) => one.module === module)?.required_endpoints.length, endpoints);
}
equals('every route is promised by a contract', [], progress.unclaimed);
equals('and by one only', [], progress.claimed_twice);
finish();
