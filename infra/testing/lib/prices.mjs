// See infra/testing/prices. A line costs (month + signals x signal + signals x runs x run) x usd / per: what comes each month
// anyway (sweeps, alarms), for each signal, and for each signal that begins a run.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INFRA, REPOSITORY } from './folders.mjs';
import { publish } from './sections.mjs';

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

publish(join(REPOSITORY, 'docs/costs.md'), Object.fromEntries(Object.entries(clouds).map(([cloud, lines]) => [`prices-${cloud}`, table(lines)])),
  process.argv[2], 'infra/testing/prices');
