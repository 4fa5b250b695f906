// See infra/testing/diagram.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { INFRA, texts } from './folders.mjs';
import { publish } from './sections.mjs';

const MODULE = /^module "(\w+)" \{\n([\s\S]*?)^\}/gm;
const LOCAL = /^ {2}(\w+) *= ([\s\S]*?)(?=^ {2}\w+ *= |^\})/gm;
const USED = /\bmodule\.(\w+)/g;

const used = (text) => [...text.matchAll(USED)].map((match) => match[1]);

/** Names of locals, and the modules that each refers to. */
function localsOf(source) {
  const blocks = [...source.matchAll(/^locals \{\n([\s\S]*?)^\}/gm)].map((match) => `${match[1]}}\n`);
  return new Map(blocks.flatMap((block) => [...block.matchAll(LOCAL)].map((match) => [match[1], used(match[2])])));
}

/** A mermaid diagram: an arrow leads from a module to one that it gets something from. */
function diagram(folder) {
  const source = texts(folder, '.tf').map(({ text }) => text).join('\n');
  const locals = localsOf(source);
  const edges = [...source.matchAll(MODULE)].flatMap(([, name, body]) => {
    const direct = used(body);
    const indirect = [...body.matchAll(/\blocal\.(\w+)/g)].flatMap((match) => locals.get(match[1]) ?? []);
    return [...new Set([...direct, ...indirect])].filter((other) => other !== name).sort().map((other) => `    ${name} --> ${other}`);
  });
  return ['```mermaid', 'flowchart LR', ...edges, '```'].join('\n');
}

const clouds = ['aws', 'gcp'].filter((cloud) => existsSync(join(INFRA, cloud, 'modules/nightshift')));
publish(join(INFRA, 'MODULES.md'), Object.fromEntries(clouds.map((cloud) => [`diagram-${cloud}`, diagram(join(INFRA, cloud, 'modules/nightshift'))])),
  process.argv[2], 'infra/testing/diagram');
