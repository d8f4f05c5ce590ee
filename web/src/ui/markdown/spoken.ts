// Text with TeX as a plain name, for places where a set formula gives none: the words and signs without the commands.
export const spoken = (text: string): string =>
  text
    .replace(/\\frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, '$1 / $2')
    .replace(/\\(?:mathrm|text|mathbf|left|right|,|;|!|quad)/g, ' ')
    .replace(/\\([a-zA-Z]+)/g, ' $1 ')
    .replace(/[$*`{}]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
