import assert from 'node:assert/strict';
import { findPrdCandidates } from '../../../src/prd/findPrdCandidates';
import { parsePrd } from '../../../src/prd/parsePrd';
import { prdTemplate } from '../../../src/prd/prdTemplate';

describe('prdTemplate', () => {
  it('is a PRD that MAO reads', () => {
    const sections = parsePrd(prdTemplate('Library'));
    assert.deepEqual(
      sections.map(({ number, title }) => `${number} ${title}`),
      ['1 Data', '2 Behaviour', '2.1 First use', '2.2 Everyday use', '3 Interface'],
    );
  });
});

describe('findPrdCandidates', () => {
  it('begins with PRD.md and names each place once, all of them markdown inside the workspace', () => {
    const places = findPrdCandidates();
    assert.deepEqual(places.slice(0, 3), ['PRD.md', 'prd.md', 'docs/PRD.md']);
    assert.equal(new Set(places).size, places.length);
    assert.ok(places.every((place) => place.endsWith('.md') && !place.startsWith('/') && !place.includes('..')));
  });
});
