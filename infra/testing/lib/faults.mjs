// See infra/testing/faults.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { INFRA, title } from './folders.mjs';
import { serveSchemas } from './schema-server.mjs';
import { Terraform } from './terraform.mjs';

const SCHEMAS = ['aws', 'google'].map((name) => join(INFRA, 'testing/schema', `${name}.json`));
const RESOURCES = Object.assign({}, ...SCHEMAS.map((file) => JSON.parse(readFileSync(file, 'utf8')).resources));

const BLOCK = /^resource "(\w+)" "\w+" \{\n([\s\S]*?)^\}/gm;
const ARGUMENT = /^ {2}(\w+)( *= )([^\n[{(]+)\n/gm;
const OF_TERRAFORM = new Set(['for_each', 'count', 'provider', 'depends_on']);
const REFERENCE = /\b((?:aws|google)_\w+)\.(\w+)\.(\w+)/;

/** The arguments of one line in a text of Terraform: where they are, and what the provider's schema says of them. */
function argumentsOf(text) {
  return [...text.matchAll(BLOCK)].flatMap((block) => {
    const body = block.index + block[0].indexOf('\n') + 1;
    return [...block[2].matchAll(ARGUMENT)].map((match) => ({ name: match[1], line: match[0], at: body + match.index,
      value: match[3], indent: `  ${match[1]}${match[2]}`, spec: RESOURCES[block[1]]?.a?.[match[1]] ?? '' }))
      .filter(({ name }) => !OF_TERRAFORM.has(name));
  });
}

/** Each fault: which arguments it fits, what becomes of the line, and what Terraform has to say. */
const FAULTS = {
  'misspelt argument': { fits: () => true, line: ({ line, name }) => line.replace(name, `${name}x`), says: 'Unsupported argument' },
  'missing required argument': { fits: ({ spec }) => spec.startsWith('r:'), line: () => '', says: 'Missing required argument' },
  'wrong type': { fits: ({ spec }) => /:[bn]$/.test(spec), line: ({ indent }) => `${indent}"sometimes"\n`, says: 'Incorrect attribute value type' },
  'reference to no resource': { fits: ({ value }) => REFERENCE.test(value),
    line: ({ line }) => line.replace(REFERENCE, '$1.nowhere.$3'), says: 'Reference to undeclared resource' },
  'reference to no attribute': { fits: ({ value }) => REFERENCE.test(value),
    line: ({ line }) => line.replace(REFERENCE, '$1.$2.nothing'), says: 'Unsupported attribute' },
};

/** Checks one folder; adds to `shown` which faults its arguments allow. */
async function check(folder, copy, terraform, shown) {
  const file = join(copy, 'main.tf');
  const original = readFileSync(file, 'utf8');
  const problems = [...await terraform.init(), ...await terraform.validate()];
  const results = [[`untouched copy`, problems.length === 0, problems[0] ?? 'passes']];
  for (const [name, fault] of Object.entries(FAULTS)) {
    const place = argumentsOf(original).find(fault.fits);
    if (place) {
      shown.add(name);
      writeFileSync(file, original.slice(0, place.at) + fault.line(place) + original.slice(place.at + place.line.length));
      const found = await terraform.validate();
      const meant = found.find((text) => text.includes(fault.says));
      results.push([name, meant !== undefined, meant ?? found[0] ?? 'passes']);
    }
  }
  writeFileSync(file, original);
  results.forEach(([name, right, text]) => console.log(`${right ? 'ok    ' : 'FAILED'}  ${title(folder)}, ${name}: ${text.slice(0, 110)}`));
  return results.every(([, right]) => right);
}

const given = process.argv.slice(2).map((path) => resolve(path));
const usual = ['aws', 'gcp'].flatMap((cloud) => ['ledger', 'function'].map((name) => join(INFRA, cloud, 'modules', name))).filter(existsSync);
const scratch = mkdtempSync(join(tmpdir(), 'nightshift-faults-'));
cpSync(INFRA, join(scratch, 'infra'), { recursive: true });
const schemas = await serveSchemas(SCHEMAS);
let right = true;
const shown = new Set();
for (const [number, folder] of (given.length > 0 ? given : usual).entries()) {
  const copy = join(scratch, 'infra', relative(INFRA, folder));
  right = await check(folder, copy, new Terraform(copy, join(scratch, `data${number}`), schemas.environment), shown) && right;
}
const never = Object.keys(FAULTS).filter((name) => !shown.has(name));
if (never.length > 0) console.log(`FAILED  no folder has an argument for: ${never.join(', ')}`);
schemas.stop();
rmSync(scratch, { recursive: true, force: true });
process.exit(right && never.length === 0 ? 0 : 1);
