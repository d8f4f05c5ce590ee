// Course packages for the tests: cmi5.xml from a few words, and zip files without compression.
import { crc32 } from 'node:zlib';

const ns = 'https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd';
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const texts = (title) => `<title><langstring lang="en-US">${escaped(title)}</langstring><langstring lang="de-DE">${escaped(title)} (de)</langstring></title>
  <description><langstring lang="en-US">About ${escaped(title)}.</langstring></description>`;

// au('a', { moveOn: 'Passed' }, { launchParameters: 'x' }), block('b', [au(…)])
export const au = (name, attributes = {}, { url = `${name}.html`, ...elements } = {}) =>
  `<au id="https://publisher.example/au/${name}"${Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`).join('')}>
  ${texts(`Unit ${name}`)}<url>\n  ${escaped(url)}\n</url>${Object.entries(elements).map(([key, value]) => `<${key}>${escaped(value)}</${key}>`).join('')}</au>`;
export const block = (name, units) => `<block id="https://publisher.example/block/${name}">${texts(`Block ${name}`)}${units.join('')}</block>`;
export const course = (units, { id = 'https://publisher.example/course', title = 'Geology' } = {}) =>
  `<?xml version="1.0" encoding="utf-8"?>\n<courseStructure xmlns="${ns}"><course id="${id}">${texts(title)}</course>${units.join('')}</courseStructure>`;

const number = (bytes, value) => {
  const out = Buffer.alloc(bytes);
  bytes === 2 ? out.writeUInt16LE(value) : out.writeUInt32LE(value);
  return out;
};

// { name: text or bytes }; `mode` of the file system (0o120777 << 16 is a symbolic link) and a size that lies are for hostile ones.
export function zip(files, { mode = 0, claimed = undefined } = {}) {
  const locals = [], central = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content), title = Buffer.from(name), size = claimed ?? bytes.length;
    const shared = Buffer.concat([number(2, 20), number(2, 0x800), number(2, 0), number(4, 0), number(4, crc32(bytes)), number(4, bytes.length), number(4, size), number(2, title.length), number(2, 0)]);
    const local = Buffer.concat([number(4, 0x04034b50), shared, title, bytes]);
    central.push(Buffer.concat([number(4, 0x02014b50), number(2, 0x31e), shared, number(2, 0), number(2, 0), number(2, 0), number(4, mode), number(4, offset), title]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central), count = number(2, central.length);
  return Buffer.concat([...locals, directory, number(4, 0x06054b50), number(4, 0), count, count, number(4, directory.length), number(4, offset), number(2, 0)]);
}

export const pages = (...names) => Object.fromEntries(names.map((name) => [`${name}.html`, `<!doctype html><title>${name}</title>`]));
