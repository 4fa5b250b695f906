// See infra/testing/prices. A line costs (month + signals x signal + signals x runs x run) x usd / per: what comes each month
// anyway (sweeps, alarms), for each signal, and for each signal that begins a run.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INFRA, REPOSITORY } from './folders.mjs';

const PAGE = join(REPOSITORY, 'docs/costs.md');
const { clouds, runs, signals } = JSON.parse(readFileSync(join(INFRA, 'testing/prices.json'), 'utf8'));

const cost = (line, number) => (line.month + number * line.signal + number * runs * line.run) * line.usd / line.per;
const money = (usd) => (usd < 0.01 ? '<0.01' : usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 }));
const row = (...cells) => `| ${cells.join(' | ')} |`;

function table(lines) {
  const total = signals.map((number) => lines.reduce((sum, line) => sum + cost(line, number), 0));
  return [
    row('US dollars a month', ...signals.map((number) => `${number.toLocaleString('en-US')} signals`)),
    row('---', ...signals.map(() => '---:')),
    ...lines.map((line) => row(line.item, ...signals.map((number) => money(cost(line, number))))),
    row('**all**', ...total.map((usd) => `**${money(usd)}**`)),
    row('a signal', ...total.map((usd, position) => (usd / signals[position]).toPrecision(2))),
  ].join('\n');
}

function withTable(page, cloud) {
  const [begin, end] = [`<!-- prices-${cloud} -->\n`, `<!-- /prices-${cloud} -->`];
  if (!page.includes(begin) || !page.includes(end)) throw new Error(`docs/costs.md has no ${begin.trim()} and ${end}`);
  return `${page.slice(0, page.indexOf(begin) + begin.length)}\n${table(clouds[cloud])}\n\n${page.slice(page.indexOf(end))}`;
}

const [option] = process.argv.slice(2);
const page = readFileSync(PAGE, 'utf8');
const right = Object.keys(clouds).reduce(withTable, page);
if (option === '--write') {
  writeFileSync(PAGE, right);
} else if (option === '--check') {
  console.log(right === page ? 'ok      docs/costs.md has the prices of infra/testing/prices.json' : 'FAILED  docs/costs.md; run: infra/testing/prices --write');
  process.exit(right === page ? 0 : 1);
} else {
  Object.entries(clouds).forEach(([cloud, lines]) => console.log(`${cloud}\n${table(lines)}\n`));
}
