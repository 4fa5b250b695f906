// Runs Terraform in one folder and reads what it reports. Nothing is left in the folder: Terraform's own files go to `data`.
import { spawn } from 'node:child_process';

function run(args, environment) {
  return new Promise((ended) => {
    const child = spawn('terraform', args, { env: { ...process.env, ...environment, TF_IN_AUTOMATION: '1' } });
    let output = '';
    child.stdout.on('data', (text) => { output += text; });
    child.stderr.on('data', (text) => { output += text; });
    child.on('close', (code) => ended({ code, output }));
  });
}

const lines = (output) => output.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));

/** One problem in a sentence: `main.tf:12: Unsupported argument: An argument named ...`. */
function problem({ summary, detail, range, severity }) {
  const place = range ? `${range.filename}:${range.start.line}: ` : '';
  return { severity, text: `${place}${summary}${detail ? `: ${detail.replace(/\s+/g, ' ')}` : ''}` };
}

const errors = (diagnostics) => diagnostics.map(problem).filter(({ severity }) => severity === 'error').map(({ text }) => text);

/** Terraform in `folder`, with `environment` for the providers and `data` for its own files. */
export class Terraform {
  #folder;

  #environment;

  constructor(folder, data, environment) {
    this.#folder = folder;
    this.#environment = { ...environment, TF_DATA_DIR: data };
  }

  #run(...args) {
    return run([`-chdir=${this.#folder}`, ...args], this.#environment);
  }

  /** The files that `terraform fmt` would change. */
  async unformatted() {
    const { code, output } = await this.#run('fmt', '-check', '-list=true');
    const files = output.split('\n').filter((line) => /\.(tf|tfvars|hcl)$/.test(line));
    if (code !== 0 && files.length === 0) return [output.trim()];
    return code === 0 ? [] : files.map((file) => `${file} is not formatted; run: terraform fmt`);
  }

  async init() {
    const { code, output } = await this.#run('init', '-backend=false', '-input=false', '-no-color');
    return code === 0 ? [] : [output.trim()];
  }

  async validate() {
    const { output } = await this.#run('validate', '-json');
    return errors(JSON.parse(output.slice(output.indexOf('{'))).diagnostics);
  }

  /**
   * Runs the folder's tests.
   * @returns problems, how many runs passed, and of each run with the name `evaluated` the state after it
   */
  async test() {
    const { code, output } = await this.#run('test', '-json', '-verbose');
    const events = lines(output);
    const problems = errors(events.filter(({ type }) => type === 'diagnostic').map(({ diagnostic, '@testfile': file, '@testrun': run_ }) => (
      { ...diagnostic, summary: `${file ?? ''} ${run_ ?? ''}: ${diagnostic.summary}`.trim() })));
    const passed = events.filter(({ type, test_run: run_ }) => type === 'test_run' && run_.progress === 'complete' && run_.status === 'pass');
    const evaluated = events.filter((event) => event.type === 'test_state' && event['@testrun'] === 'evaluated')
      .map(({ test_state: state }) => state);
    if (code !== 0 && problems.length === 0) problems.push(output.trim().split('\n').slice(-5).join('\n'));
    return { problems, passed: passed.length, evaluated };
  }
}
