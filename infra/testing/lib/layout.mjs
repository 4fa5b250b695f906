// What every folder of infra/ has, so that a reader finds the same things in the same place.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { texts } from './folders.mjs';

const BLOCK = /^(variable|output) "(\w+)" \{\n([\s\S]*?)^\}/gm;

/** Variables and outputs without a description, variables without a type. */
function undescribed(folder) {
  const blocks = texts(folder, '.tf').flatMap(({ name, text }) => [...text.matchAll(BLOCK)].map((match) => [name, ...match.slice(1)]));
  return blocks.flatMap(([file, kind, name, body]) => [
    ...(/^ {2}description\s*=/m.test(body) ? [] : [`${file}: ${kind} "${name}" has no description`]),
    ...(kind === 'output' || /^ {2}type\s*=/m.test(body) ? [] : [`${file}: variable "${name}" has no type`])]);
}

/** A module has a README, its providers' versions and tests; an environment has its backend and its values. */
function absent(folder) {
  const module = ['README.md', 'versions.tf', 'tests'];
  const environment = ['versions.tf', 'backend.tf', 'terraform.tfvars'];
  const expected = /\/modules\/[^/]+$/.test(folder) ? module : [];
  const required = /\/environments\/[^/]+$/.test(folder) ? environment : expected;
  return required.filter((name) => !existsSync(join(folder, name))).map((name) => `${name} is missing`);
}

/**
 * Environments differ by their values and their state, and by nothing else: what was tried in dev is what prod gets. The second region, dr,
 * is of an application and is something else.
 */
function differences(folder) {
  const first = join(folder, '../dev');
  if (!/\/environments\/[^/]+$/.test(folder) || ['dev', 'dr'].includes(basename(folder)) || !existsSync(first)) return [];
  return texts(first, '.tf').filter(({ name }) => name !== 'backend.tf')
    .filter(({ name, text }) => !existsSync(join(folder, name)) || readFileSync(join(folder, name), 'utf8') !== text)
    .map(({ name }) => `${name} is not that of dev; environments differ in backend.tf and terraform.tfvars only`);
}

export function layoutProblems(folder) {
  return [...absent(folder), ...undescribed(folder), ...differences(folder)];
}
