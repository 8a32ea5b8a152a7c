import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createMarkdown, feedFence, openFence, splitBlocks } from '../../../media/panel/markdownBlocks';

const markdown = createMarkdown();

describe('panel/markdownBlocks', () => {
  it('renders no HTML, no images, and only links to the web', () => {
    const html = markdown.render(
      '<script>alert(1)</script> <img src=x onerror=alert(1)>\n\n![i](https://e.vil/x.png) [a](javascript:alert(1)) ' +
        '[b](command:mao.apply) [c](data:text/html,x) [d](vscode://x) [e](https://example.org)',
    );
    assert.doesNotMatch(html, /<script|<img|href="(?!https:\/\/)/);
    assert.match(html, /href="https:\/\/example\.org"/);
  });

  it('freezes all blocks but the last', () => {
    const { finished, fence, rest } = splitBlocks(markdown, '# One\n\nTwo\n\n- three\n- fo');
    assert.deepEqual({ finished, fence, rest }, { finished: '# One\n\nTwo\n\n', fence: false, rest: '- three\n- fo' });
    assert.equal(splitBlocks(markdown, 'only one par').finished, '');
  });

  it('hands code over at its fence, and waits for the fence line to be whole', () => {
    assert.deepEqual(splitBlocks(markdown, 'Text\n\n```ts\nconst a'), {
      finished: 'Text\n\n',
      fence: true,
      rest: '```ts\nconst a',
    });
    assert.equal(splitBlocks(markdown, 'Text\n\n```t').fence, false);
    const opened = openFence('````ts title\nconst a = 1;\n');
    assert.equal(opened?.fence.language, 'ts');
    assert.ok(opened);
    assert.deepEqual(feedFence(opened.fence, 'a\n```\nb\n````\nafter'), {
      code: 'a\n```\nb\n',
      closed: true,
      rest: 'after',
    });
    assert.deepEqual(feedFence(opened.fence, 'a\nb'), { code: 'a\n', closed: false, rest: 'b' });
  });

  it('never keeps a long tail live, and loses no character', () => {
    const list = Array.from({ length: 3000 }, (_, index) => `- item ${index}\n`).join('');
    assert.ok(splitBlocks(markdown, list).rest.length <= 8192);
    const piece = fc.constantFrom(
      '# h\n',
      'text\n',
      '\n',
      '- a\n',
      '  - b\n',
      '```\n',
      '~~~\n',
      '> q\n',
      '| a |\n|---|\n',
      '\r\n',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const { finished, rest } = splitBlocks(markdown, text);
        assert.equal(finished + rest, text);
      }),
    );
  });
});
