// The cards for Teams, read by Microsoft's own library: it names elements, properties and values that Adaptive Cards 1.5 does not have.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const { AdaptiveCard, SerializationContext, Versions } = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');
const GOLDEN = new URL('../../../../../shared/chat/src/test/resources/golden/', import.meta.url);

function problems(content) {
  const context = new SerializationContext(Versions.v1_5);
  const card = new AdaptiveCard();
  card.parse(content, context);
  const parsed = Array.from({length: context.eventCount}, (_, index) => context.getEventAt(index).message);
  return [...parsed, ...card.validateProperties().validationEvents.map(event => event.message)];
}

test('Microsoft reads each card without a complaint', () => {
  const cards = readdirSync(GOLDEN).filter(name => name.endsWith('.teams.json'));
  assert.ok(cards.length >= 4, 'the golden files of shared/chat');
  for (const name of cards) {
    const [attachment] = JSON.parse(readFileSync(new URL(name, GOLDEN), 'utf8')).attachments;
    assert.equal(attachment.contentType, 'application/vnd.microsoft.card.adaptive');
    assert.deepEqual(problems(attachment.content), [], name);
  }
});

test('and complains about a card that is wrong', () => {
  const wrong = body => problems({type: 'AdaptiveCard', version: '1.5', body});
  assert.notDeepEqual(wrong([{type: 'RichText'}]), []);
  assert.notDeepEqual(wrong([{type: 'TextBlock', text: 'x', size: 'huge'}]), []);
});
