// What a User-Agent header says, in two words; the header itself is full of other browsers' names. undefined when it says nothing known.
const browsers: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//, 'Edge'], [/OPR\/|Opera/, 'Opera'], [/SamsungBrowser\//, 'Samsung Internet'], [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'], [/Safari\//, 'Safari'], [/^curl\//, 'curl'],
];
const systems: [RegExp, string][] = [
  [/iPad/, 'iPad'], [/iPhone/, 'iPhone'], [/Android/, 'Android'], [/CrOS/, 'ChromeOS'], [/Windows/, 'Windows'], [/Macintosh|Mac OS X/, 'macOS'], [/Linux/, 'Linux'],
];
const first = (known: [RegExp, string][], text: string) => known.find(([sign]) => sign.test(text))?.[1];

export function agentName(agent: string): string | undefined {
  const browser = first(browsers, agent), system = first(systems, agent);
  return browser && system ? `${browser}, ${system}` : (browser ?? system ?? (agent.slice(0, 40) || undefined));
}
