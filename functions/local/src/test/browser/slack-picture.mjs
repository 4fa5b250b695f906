// Draws a message of Nightshift as Slack lays out its blocks, from the same JSON that the tests of shared/chat hold: for the documents.
//   node slack-picture.mjs BLOCKS.json PICTURE.png
import {readFileSync} from 'node:fs';
import {chromium} from 'playwright-core';

const [source, picture] = process.argv.slice(2);
const message = JSON.parse(readFileSync(source, 'utf8'));
const escaped = text => text.replace(/[&<>"]/g, one => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'})[one]);
const lines = text => escaped(text).replaceAll('\n', '<br>');

const inline = element => {
  if (element.type === 'link') return `<a>${escaped(element.text)}</a>`;
  if (element.type === 'user') return `<span class="user">@${escaped(element.user_id.slice(1).toLowerCase())}</span>`;
  return element.style?.bold ? `<b>${lines(element.text)}</b>` : lines(element.text);
};
const block = one => {
  switch (one.type) {
    case 'header': return `<h3>${escaped(one.text.text)}</h3>`;
    case 'context': return `<p class="context">${one.elements.map(each => escaped(each.text)).join(' &nbsp;·&nbsp; ')}</p>`;
    case 'rich_text': return one.elements.map(part => `<p>${part.elements.map(inline).join('')}</p>`).join('');
    case 'section': return `<p>${lines(one.text.text)}</p>`;
    case 'actions': return `<p>${one.elements.map(each => `<button class="${each.style ?? ''}">${escaped(each.text.text)}</button>`).join(' ')}</p>`;
    default: return '';
  }
};
const html = `<!doctype html><meta charset="utf-8"><style>
  body {margin: 0; background: #fff; font: 15px/1.46 Lato, "DejaVu Sans", sans-serif; color: #1d1c1d}
  main {display: grid; grid-template-columns: 36px 1fr; gap: 10px; padding: 16px 20px; width: 640px}
  .icon {width: 36px; height: 36px; border-radius: 8px; background: #1b2340; color: #f6c65b; display: grid; place-items: center; font-size: 20px}
  .who b {font-weight: 800} .who span {color: #616061; font-size: 12px; margin-left: 6px}
  .app {background: #ddd; border-radius: 2px; padding: 0 3px; font-size: 10px; font-weight: 700}
  h3 {font-size: 18px; margin: 6px 0} p {margin: 4px 0 6px} .context {color: #616061; font-size: 13px}
  a {color: #1264a3} .user {background: #fff3cf; color: #1264a3; border-radius: 3px; padding: 0 2px}
  button {font: bold 14px/20px inherit; font-family: inherit; font-weight: 700; background: #fff; border: 1px solid #bbb; border-radius: 6px; padding: 5px 12px; color: inherit}
  .primary {background: #007a5a; color: #fff; border-color: #007a5a} .danger {background: #e01e5a; color: #fff; border-color: #e01e5a}
</style><main><div class="icon">☾</div><div><div class="who"><b>Nightshift</b> <span class="app">APP</span><span>3:00 AM</span></div>
${message.blocks.map(block).join('\n')}</div></main>`;

const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync']});
const page = await browser.newPage({deviceScaleFactor: 1.5, viewport: {width: 700, height: 600}});
await page.setContent(html);
await page.locator('main').screenshot({path: picture});
await browser.close();
