// Packages: what is taken, what is refused and in which words (cmi5, 13 and 14).
import { equals, holds } from '../support/checks.mjs';
import { admin, learner, upload } from './lib.mjs';
import { au, block, course, pages, zip } from './package.mjs';

const absolute = { url: 'https://content.example/a.html?x=1#top' };
const one = course([au('a', {}, absolute)]);
// what is wrong, how the text gets there, what the refusal says
const malformed = [
  ['no XML', () => 'hello', /not well-formed XML/],
  ['an XML of another kind', () => '<html xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"/>', /expected courseStructure as the root \(cmi5, 13\.2\)/],
  ['another namespace', () => one.replace('profiles/cmi5/v1', 'profiles/cmi5/v0'), /expected the namespace https:\/\/w3id\.org/],
  ['no course', () => one.replace(/<course id.*<\/course>/s, ''), /line 2: \/courseStructure: expected an element course/],
  ['a course without an id', () => one.replace('<course id="https://publisher.example/course"', '<course'), /\/courseStructure\/course\/@id: expected an IRI, found ""/],
  ['an id that is no IRI', () => one.replace('https://publisher.example/au/a', 'a'), /\/courseStructure\/au\[1\]\/@id: expected an IRI, found "a" \(cmi5, 13\.1\.4\)/],
  ['an id twice', () => course([au('a', {}, absolute), au('a', {}, absolute)]), /\/au\[2\]\/@id: expected an id that nothing else has/],
  ['no unit', () => course([]), /expected at least one au or block/],
  ['an empty block', () => course([block('b', [])]), /\/courseStructure\/block\[1\]: expected at least one au or block/],
  ['no title', () => one.replace(/(<au.*?)<title>.*?<\/title>/s, '$1'), /\/au\[1\]: expected an element title/],
  ['no langstring', () => one.replace(/(<au.*?<title>).*?(<\/title>)/s, '$1$2'), /\/au\[1\]\/title: expected at least one langstring/],
  ['a language that is none', () => one.replace('lang="de-DE"', 'lang="d_e"'), /expected a language tag, found "d_e"/],
  ['an unknown moveOn', () => course([au('a', { moveOn: 'passed' }, absolute)]), /\/au\[1\]\/@moveOn: expected one of NotApplicable, Passed, Completed, CompletedAndPassed, CompletedOrPassed, found "passed"/],
  ['an unknown launchMethod', () => course([au('a', { launchMethod: 'Popup' }, absolute)]), /@launchMethod: expected one of AnyWindow, OwnWindow/],
  ['a mastery score beyond 1', () => course([au('a', { masteryScore: '70' }, absolute)]), /@masteryScore: expected a decimal from 0 to 1/],
  ['a mastery score too fine', () => course([au('a', { masteryScore: '0.12345' }, absolute)]), /at most 4 places/],
  ['an activity type that is no IRI', () => course([au('a', { activityType: 'quiz' }, absolute)]), /@activityType: expected an IRI/],
  ['an objective that is not there', () => one.replace('<url>', '<objectives><objective idref="https://x.example/o"/></objectives><url>'), /\/au\[1\]\/objectives\/objective\[1\]\/@idref/],
  ['no url', () => one.replace(/<url>.*<\/url>/s, ''), /\/au\[1\]: expected an element url/],
  ['a script for a url', () => course([au('a', {}, { url: 'javascript:alert(1)' })]), /\/url: expected an absolute URL/],
  ['a url that leaves the package', () => course([au('a', {}, { url: '../secret.html' })]), /\/url: expected an absolute URL/],
  ['a url whose escapes leave it', () => course([au('a', {}, { url: 'x/%2e%2e/%2e%2e/secret' })]), /\/url: expected an absolute URL/],
  ['a name of the launch in the url', () => course([au('a', {}, { url: 'https://x.example/?fetch=1' })]), /a query without "fetch".*8\.1/],
  ['a relative url without a package', () => course([au('a')]), /without a zip file all URLs are absolute \(cmi5, 14\.2\)/],
  ['blocks within blocks without end', () => course([Array(40).fill(0).reduce((inner, _, i) => block(`b${i}`, [inner]), au('a', {}, absolute))]), /at most 32 blocks/],
  ['entities that grow', () => one.replace('<courseStructure', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><courseStructure').replace('Unit a', '&b;&b;'), undefined],
];

export async function imports() {
  const boss = await admin(), who = await learner();
  const before = (await who.get('/v1/cmi5/courses')).courses.length;
  let taken = 0;
  for (const [what, make, words] of malformed) {
    const reply = await upload(boss, make(), 'application/xml');
    if (words) holds(`${what} is refused`, reply.status >= 400 && reply.status < 500 && words.test(reply.error.message), reply);
    else holds(`${what} do not grow`, (reply.status === 201 && (taken += 1)) || reply.status === 400, reply);
  }
  equals('cmi5.xml alone is a course', 201, (await upload(boss, one, 'application/xml')).status);
  const prefixed = one.replaceAll(/<(\/?)(?=[a-z])/gi, '<$1c:').replace('xmlns=', 'xmlns:c=').replace('<c:course ', '<c:course xmlns:v="https://vendor.example" v:x="1" ').replace('</c:courseStructure>', '<v:au xmlns:v="https://vendor.example"/></c:courseStructure>');
  equals('with a prefix and what vendors add', 201, (await upload(boss, prefixed, 'application/xml')).status);
  equals('more than 1000 units (6.1)', 1500, (await upload(boss, course(Array.from({ length: 1500 }, (_, i) => au(`n${i}`, {}, absolute))), 'application/xml')).units);

  const good = { 'cmi5.xml': course([au('a')]), ...pages('a') };
  // what is wrong with a zip file
  const hostile = [
    ['without cmi5.xml at its root', zip({ 'sub/cmi5.xml': good['cmi5.xml'], ...pages('a') }), /no cmi5\.xml at its root/],
    ['without a file that is named', zip({ 'cmi5.xml': good['cmi5.xml'] }), /the package holds no such file \(cmi5, 14\.1\)/],
    ['whose file climbs out', zip({ ...good, '../evil.html': 'x' }), /no plain relative path/],
    ['with an absolute name', zip({ ...good, '/etc/evil': 'x' }), /no plain relative path/],
    ['with a backslash', zip({ ...good, 'a\\..\\b': 'x' }), /no plain relative path/],
    ['that claims to be huge', zip(good, { claimed: 0xf0000000 }), /allowed|zip bomb/],
    ['that is cut', zip(good).subarray(0, 200), /damaged/],
    ['with more files than allowed', zip({ ...good, ...Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`${i}`, ''])) }), /10000/],
  ];
  for (const [what, content, words] of hostile) {
    const reply = await upload(boss, content);
    holds(`a package ${what} is refused`, reply.status >= 400 && reply.status < 500 && words.test(reply.error?.message), reply);
  }
  equals('a symbolic link is a file with a text', 201, (await upload(boss, zip({ ...good, link: '/etc/passwd' }, { mode: 0o120777 * 65536 }))).status);

  const made = await upload(boss, zip(good));
  equals('a zip file is a course', [201, 'Geology', 1], [made.status, made.title, made.units]);
  equals('learners do not import', 401, (await upload(who, zip(good))).status);
  holds('it is listed', (await who.get('/v1/cmi5/courses')).courses.some(({ id }) => id === made.id));
  equals('learners do not delete', 401, (await who.call('DELETE', `/v1/cmi5/courses/${made.id}`)).status);
  equals('it can be deleted', [204, 404], [(await boss.call('DELETE', `/v1/cmi5/courses/${made.id}`)).status, (await who.get(`/v1/cmi5/courses/${made.id}`)).status]);
  equals('a course that is not there cannot be launched', 404, (await who.post(`/v1/cmi5/courses/${made.id}/launch`, { unit: 'au-1' })).status);
  equals('a form of another site cannot import', 415, (await upload(boss, zip(good), 'text/plain')).status);
  equals('refused packages left nothing', before + taken + 4, (await who.get('/v1/cmi5/courses')).courses.length);
}
