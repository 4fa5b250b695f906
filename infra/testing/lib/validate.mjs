// See infra/testing/validate.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { evaluatedText } from './evaluated.mjs';
import { INFRA, terraformFolders, title } from './folders.mjs';
import { layoutProblems } from './layout.mjs';
import { safetyProblems } from './safety.mjs';
import { serveSchemas } from './schema-server.mjs';
import { Terraform } from './terraform.mjs';

const options = new Set(process.argv.slice(2).filter((argument) => argument.startsWith('--')));
const unknown = [...options].filter((option) => !['--fast', '--write', '--allow-missing'].includes(option));
if (unknown.length > 0) {
  console.error(`unknown option ${unknown.join(' ')}; usage: infra/testing/validate [DIR...] [--fast] [--write] [--allow-missing]`);
  process.exit(64);
}
const roots = process.argv.slice(2).filter((argument) => !argument.startsWith('--')).map((path) => resolve(path));

/** Compares what the tests evaluated with the checked-in file, or writes it. */
function evaluatedProblems(folder, states) {
  if (states.length === 0) return [];
  const file = join(INFRA, 'testing/evaluated', `${title(folder).replace(/^infra\//, '').replaceAll('/', '-')}.json`);
  const text = evaluatedText(states);
  if (options.has('--write')) writeFileSync(file, text);
  const current = existsSync(file) && readFileSync(file, 'utf8') === text;
  return current ? [] : [`${title(file)} is not what Terraform evaluates; run: infra/testing/validate --write`];
}

async function check(folder, data, environment) {
  const began = Date.now();
  const terraform = new Terraform(folder, data, environment);
  const done = [];
  const problems = [];
  const step = (name, found) => {
    done.push(name);
    problems.push(...found);
  };
  step('layout', layoutProblems(folder));
  step('fmt', await terraform.unformatted());
  step('init', await terraform.init());
  if (problems.length === 0) step('validate', await terraform.validate());
  if (problems.length === 0 && !options.has('--fast')) {
    const tests = await terraform.test();
    step(`${tests.passed} tests`, tests.problems);
    if (problems.length === 0 && tests.evaluated.length > 0) step('safety', safetyProblems(tests.evaluated));
    if (problems.length === 0 && tests.evaluated.length > 0) step('evaluated', evaluatedProblems(folder, tests.evaluated));
  }
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'}  ${title(folder)}: ${done.join(', ')} (${seconds} s)`);
  problems.forEach((problem) => console.log(`          ${problem.replaceAll('\n', '\n          ')}`));
  return problems.length;
}

async function checkAll(folders, scratch, environment) {
  const waiting = folders.entries();
  const failed = [];
  const worker = async () => {
    for (const [number, folder] of waiting) {
      if (await check(folder, join(scratch, String(number)), environment) > 0) failed.push(folder);
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
  return failed;
}

const folders = (roots.length > 0 ? roots : [INFRA]).flatMap(terraformFolders);
if (folders.length === 0) {
  console.error(`no .tf file below ${roots.join(', ')}`);
  process.exit(64);
}
const scratch = mkdtempSync(join(tmpdir(), 'nightshift-infra-'));
const schemas = await serveSchemas(['aws', 'google'].map((name) => join(INFRA, 'testing/schema', `${name}.json`)));
const failed = await checkAll(folders, scratch, schemas.environment);
schemas.stop();
rmSync(scratch, { recursive: true, force: true });
console.log(failed.length === 0 ? `${folders.length} folders checked` : `${failed.length} of ${folders.length} folders failed`);
process.exit(failed.length === 0 ? 0 : 1);
