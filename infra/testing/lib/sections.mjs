// Generated parts of pages, each between `<!-- NAME -->` and `<!-- /NAME -->`, as the tests in Java have them.
import { readFileSync, writeFileSync } from 'node:fs';
import { title } from './folders.mjs';

function withSection(file, page, name, text) {
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  if (!page.includes(begin) || !page.includes(end)) throw new Error(`${title(file)} has no ${begin.trim()} and ${end}`);
  return `${page.slice(0, page.indexOf(begin) + begin.length)}\n${text}\n\n${page.slice(page.indexOf(end))}`;
}

/**
 * With --write puts the sections (name: text) into the page, with --check exits with 1 if the page has others, and prints
 * them otherwise.
 */
export function publish(file, sections, option, command) {
  const page = readFileSync(file, 'utf8');
  const right = Object.entries(sections).reduce((text, [name, section]) => withSection(file, text, name, section), page);
  if (option === '--write') {
    writeFileSync(file, right);
  } else if (option === '--check') {
    console.log(right === page ? `ok      ${title(file)} is what ${command} prints` : `FAILED  ${title(file)}; run: ${command} --write`);
    process.exit(right === page ? 0 : 1);
  } else {
    Object.entries(sections).forEach(([name, text]) => console.log(`${name}\n${text}\n`));
  }
}
