// See infra/testing/refresh-schema.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INFRA, terraformFolders, texts } from './folders.mjs';

const NAMED = /^\s*(?:resource|data|ephemeral)\s+"((?:aws|google)_\w+)"/gm;

function namedTypes() {
  const sources = terraformFolders(INFRA).flatMap((folder) => texts(folder, '.tf'));
  return new Set(sources.flatMap(({ text }) => [...text.matchAll(NAMED)].map((match) => match[1])));
}

/** Every word of the Terraform here and of its tests. */
function words() {
  const folders = terraformFolders(INFRA);
  const tests = folders.map((folder) => join(folder, 'tests')).filter(existsSync);
  const sources = [...folders.flatMap((folder) => texts(folder, '.tf')), ...tests.flatMap((folder) => texts(folder, '.hcl'))];
  return new Set(sources.flatMap(({ text }) => text.match(/\w+/g) ?? []));
}

/** A type without the blocks that nothing here names: a web ACL alone has thousands, and each command reads them all. */
function withoutUnnamed(spec, known) {
  const blocks = Object.entries(spec.b ?? {}).filter(([name, [min]]) => known.has(name) || min > 0)
    .map(([name, [min, max, inner, ...rest]]) => [name, [min, max, withoutUnnamed(inner, known), ...rest]]);
  return blocks.length > 0 ? { ...spec, b: Object.fromEntries(blocks) } : Object.fromEntries(Object.entries(spec).filter(([name]) => name !== 'b'));
}

function cut(file, named, known) {
  const whole = JSON.parse(readFileSync(file, 'utf8'));
  const kept = (types) => Object.entries(types).filter(([type]) => named.has(type)).sort(([a], [b]) => (a < b ? -1 : 1));
  const section = (types) => `{\n${kept(types).map(([type, spec]) => `${JSON.stringify(type)}: ${JSON.stringify(withoutUnnamed(spec, known))}`).join(',\n')}\n}`;
  const facts = { provider: whole.provider, version: whole.version, source: whole.source, licence: whole.licence };
  const text = `${JSON.stringify(facts).slice(0, -1)},\n"config": ${JSON.stringify(whole.config)},\n`
    + `"resources": ${section(whole.resources)},\n"data": ${section(whole.data)}}\n`;
  JSON.parse(text);
  return { text, types: new Set([...kept(whole.resources), ...kept(whole.data)].map(([type]) => type)) };
}

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: infra/testing/refresh-schema FOLDER   (a folder with aws.json and google.json)');
  process.exit(64);
}
const named = namedTypes();
const known = words();
const found = new Set();
for (const name of ['aws.json', 'google.json']) {
  const { text, types } = cut(join(folder, name), named, known);
  writeFileSync(join(INFRA, 'testing/schema', name), text);
  types.forEach((type) => found.add(type));
  console.log(`infra/testing/schema/${name}: ${types.size} types, ${text.length} bytes`);
}
const unknown = [...named].filter((type) => !found.has(type)).sort();
if (unknown.length > 0) {
  console.error(`no such type in ${folder}: ${unknown.join(', ')}`);
  process.exit(1);
}
