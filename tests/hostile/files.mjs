// Files that want to hurt who opens them. Each is { name, make, import: "failed" | "done" | "either" }.
import { constants, crc32, deflateRawSync } from 'node:zlib';

// A zip archive; `claimed` may lie about a member's size.
export function zip(members) {
    const chunks = [], directory = [];
    let at = 0;
    for (const { name, data = Buffer.alloc(0), packed: content = deflateRawSync(data), claimed = data.length, crc = crc32(data) } of members) {
        const title = Buffer.from(name);
        const common = Buffer.alloc(26);
        common.writeUInt16LE(20, 0);
        common.writeUInt16LE(8, 4);
        common.writeUInt32LE(crc, 10);
        common.writeUInt32LE(content.length, 14);
        common.writeUInt32LE(claimed, 18);
        common.writeUInt16LE(title.length, 22);
        chunks.push(Buffer.from('PK\x03\x04'), common, title, content);
        const tail = Buffer.alloc(14);
        tail.writeUInt32LE(at, 10);
        directory.push(Buffer.from('PK\x01\x02\x14\x00'), common, tail, title);
        at += 30 + title.length + content.length;
    }
    const listing = Buffer.concat(directory);
    const end = Buffer.alloc(22);
    end.write('PK\x05\x06', 'latin1');
    end.writeUInt16LE(members.length & 0xffff, 8);
    end.writeUInt16LE(members.length & 0xffff, 10);
    end.writeUInt32LE(listing.length, 12);
    end.writeUInt32LE(at, 16);
    return Buffer.concat([...chunks, listing, end]);
}

const spaces = (megabytes) => Buffer.alloc(megabytes << 20, 0x20);
// Many megabytes of `unit` in deflate's own form without ever holding them: packed once, repeated, ended.
function packed(unit, times) {
    const once = deflateRawSync(unit, { finishFlush: constants.Z_FULL_FLUSH });
    return Buffer.concat([...Array(times).fill(once), Buffer.from('0300', 'hex')]);
}
const packed_spaces = (megabytes) => packed(spaces(1), megabytes);
const as_zlib = (deflated) => Buffer.concat([Buffer.from('789c', 'hex'), deflated, Buffer.alloc(4)]);
const bomb = (name, megabytes) => ({ name, packed: packed_spaces(megabytes), claimed: megabytes << 20, crc: 0 });
const docx = (body) => zip([{ name: '[Content_Types].xml', data: Buffer.from('<Types/>') }, { name: 'word/document.xml', data: Buffer.from(body) }]);

// One page whose content is `stream` behind `filter`.
function pdf(filter, stream) {
    const parts = ['%PDF-1.4\n'];
    const places = [];
    const add = (text) => { places.push(Buffer.concat(parts.map((part) => Buffer.from(part))).length); parts.push(text); };
    add('1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n');
    add('2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n');
    add('3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n');
    add(Buffer.concat([Buffer.from(`4 0 obj<</Length ${stream.length}/Filter${filter}>>stream\n`), stream, Buffer.from('\nendstream endobj\n')]));
    const start = Buffer.concat(parts.map((part) => Buffer.from(part))).length;
    const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
    parts.push(`xref\n0 5\n0000000000 65535 f \n${rows}trailer<</Size 5/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`);
    return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

function nested(depth) {
    let inner = zip([bomb('a.md', 40)]);
    for (let i = 0; i < depth; ++i) inner = zip(Array.from({ length: 10 }, (_, n) => ({ name: `${n}.zip`, data: inner })));
    return inner;
}

const laughs = () => {
    let entities = '<!ENTITY l0 "ha ha ha ha ha ha ha ha ha ha">';
    for (let i = 1; i < 12; ++i) entities += `<!ENTITY l${i} "${`&l${i - 1};`.repeat(10)}">`;
    return docx(`<!DOCTYPE d [${entities}]><w:document><w:body><w:p><w:r><w:t>&l11;</w:t></w:r></w:p></w:body></w:document>`);
};
const outside = () => docx('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document><w:body><w:p><w:r><w:t>A text that is long enough to keep. &x;</w:t></w:r></w:p></w:body></w:document>');

export const files = [
    { name: 'bomb.zip', make: () => zip([bomb('a.md', 300)]), import: 'failed' },
    { name: 'many-small-bombs.zip', make: () => zip(Array.from({ length: 40 }, (_, n) => bomb(`${n}.md`, 8))), import: 'failed' },
    { name: 'lies-about-its-size.zip', make: () => zip([{ ...bomb('a.md', 200), claimed: 1000 }]), import: 'failed' },
    { name: 'nested.zip', make: () => nested(4), import: 'failed' },
    { name: 'members.zip', make: () => zip(Array.from({ length: 60000 }, (_, n) => ({ name: `${n}.md` }))), import: 'failed' },
    { name: 'slip.zip', make: () => zip([{ name: '../../../../tmp/ot-hostile-slip.md', data: Buffer.from('# Out\n\nThis text wants to lie elsewhere.') }]), import: 'either' },
    { name: 'laughs.docx', make: laughs, import: 'either' },
    { name: 'reads-passwd.docx', make: outside, import: 'either' },
    { name: 'deep.docx', make: () => docx(`<w:document><w:body>${'<w:sdt><w:sdtContent>'.repeat(100000)}`), import: 'failed' },
    { name: 'bomb.pdf', make: () => pdf('/FlateDecode', as_zlib(packed_spaces(100))), import: 'failed' },
    { name: 'nested-filters.pdf', make: () => pdf('[/FlateDecode/FlateDecode]', as_zlib(deflateRawSync(as_zlib(packed_spaces(100))))), import: 'failed' },
    { name: 'text-flood.pdf', make: () => pdf('/FlateDecode', as_zlib(packed(Buffer.from('BT /F 9 Tf ' + '(word) Tj '.repeat(10_000) + 'ET '), 200))), import: 'either' },
    { name: 'deep.html', make: () => Buffer.from('<div>'.repeat(300_000) + 'text'), import: 'failed' },
    { name: 'attributes.html', make: () => Buffer.from(`<p ${'a=b '.repeat(2_000_000)}>A sentence that is kept.</p>`), import: 'either' },
    { name: 'tables.html', make: () => Buffer.from('<table><tr><td>'.repeat(40_000)), import: 'failed' },
    { name: 'brackets.md', make: () => Buffer.from('['.repeat(200_000) + 'a' + ']('.repeat(200_000)), import: 'either' },
    { name: 'quotes.md', make: () => Buffer.from('> '.repeat(50_000) + 'a'), import: 'either' },
    { name: 'stars.md', make: () => Buffer.from('*a **b '.repeat(200_000)), import: 'either' },
    { name: 'dollars.md', make: () => Buffer.from('$a $$b \\( '.repeat(200_000)), import: 'either' },
    { name: 'one-line.txt', make: () => Buffer.from('word '.repeat(8_000_000)), import: 'either' },
];
