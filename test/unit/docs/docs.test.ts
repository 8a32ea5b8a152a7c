import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import GithubSlugger from 'github-slugger';
import { parse } from 'yaml';
import * as z from 'zod';
import { createProgram } from '../../../src/cli/program';

const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...globSync('docs/**/*.md')].sort();
const workflows = [...globSync('.github/**/*.yml'), ...globSync('docs/examples/*.yml')].sort();
const texts = new Map([...documents, ...workflows].map((file) => [file, readFileSync(file, 'utf8')]));

const { scripts, contributes } = z
  .object({
    scripts: z.record(z.string(), z.string()),
    contributes: z.object({ commands: z.array(z.object({ title: z.string() })) }),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const nls = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync('package.nls.json', 'utf8')));

/** Everything in the texts that a pattern finds and `isTrue` denies, with the file it stands in. */
function untrue(pattern: RegExp, isTrue: (found: RegExpMatchArray, file: string) => boolean): readonly string[] {
  return [...texts].flatMap(([file, text]) =>
    [...text.matchAll(pattern)].filter((found) => !isTrue(found, file)).map((found) => `${file}: ${found[0]}`),
  );
}

/** The anchors of a document's headings, as code hosts make them. */
function anchorsOf(file: string): ReadonlySet<string> {
  const slugger = new GithubSlugger();
  const headings = readFileSync(file, 'utf8')
    .replace(/^```[^]*?^```/gm, '')
    .matchAll(/^#{1,6} (.+)$/gm);
  return new Set([...headings].map(([, title = '']) => slugger.slug(title.replace(/[`*]/g, ''))));
}

describe('what the documents say', () => {
  it('links to files and headings that are there', () => {
    const links = untrue(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g, ([, path = '', anchor], file) => {
      const target = path === '' ? file : join(dirname(file), path);
      return existsSync(target) && (anchor === undefined || anchorsOf(target).has(anchor));
    });
    assert.deepEqual(links, []);
  });

  it('is merged', () => {
    assert.deepEqual(
      untrue(/^(?:<{7}|>{7}) .*$/gm, () => false),
      [],
    );
  });

  it('names npm scripts that there are', () => {
    assert.deepEqual(
      untrue(/npm run ([\w:-]+)(?!\$|\w|:\$)/g, ([name, script = '']) => name.endsWith(':') || script in scripts),
      [],
    );
  });

  it('names commands of `mao` and options that they take', () => {
    const program = createProgram(
      '0',
      () => Promise.resolve(),
      () => Promise.resolve([]),
    );
    const commands = new Map(program.commands.map((command) => [command.name(), command]));
    const lines = untrue(/^[^\n]*?(?:`|^|mao\.js" )mao ([a-z]+)([^`\n#]*)|mao\.js" ([a-z]+)([^\n]*)/gm, (found) => {
      const command = commands.get(found[1] ?? found[3] ?? '');
      const options = (found[2] ?? found[4] ?? '').match(/--[\w-]+/g) ?? [];
      return command !== undefined && options.every((option) => command.options.some(({ long }) => long === option));
    });
    assert.deepEqual(lines, []);
  });

  it('names commands of the palette that there are', () => {
    const titles = contributes.commands.map(({ title }) => nls[title.replaceAll('%', '')] ?? title);
    assert.deepEqual(
      untrue(/\*\*MAO: ([^*]+)\*\*/g, ([, title = '']) => titles.includes(title.replace(/\s+/g, ' '))),
      [],
    );
  });

  it('tells of each command of the palette and of `mao`', () => {
    const text = readFileSync('docs/commands.md', 'utf8');
    const titles = contributes.commands.map(({ title }) => `**MAO: ${nls[title.replaceAll('%', '')] ?? title}**`);
    const program = createProgram(
      '0',
      () => Promise.resolve(),
      () => Promise.resolve([]),
    );
    const lines = program.commands.map((command) => `| \`mao ${command.name()}`);
    assert.deepEqual(
      [...titles, ...lines].filter((named) => !text.includes(named)),
      [],
    );
  });

  it('has a picture wherever it shows one, and shows each that is kept', () => {
    const shown = [...texts.values()].flatMap((text) =>
      [...text.matchAll(/images\/([\w.-]+\.png)/g)].map(([, name]) => name),
    );
    assert.deepEqual([...new Set(shown)].sort(), globSync('*.png', { cwd: 'docs/images' }).sort());
  });
});

describe('the workflows', () => {
  for (const file of workflows) {
    it(`${file} is YAML whose steps run or use something`, () => {
      const steps = z.array(z.union([z.looseObject({ run: z.string() }), z.looseObject({ uses: z.string() })]));
      const workflow = z.looseObject({ jobs: z.record(z.string(), z.looseObject({ steps })).optional() });
      const read = workflow.parse(parse(texts.get(file) ?? ''));
      assert.ok(read.jobs !== undefined || file.endsWith('dependabot.yml'));
    });
  }

  it('give secrets to no pull request of a stranger', () => {
    for (const [file, text] of texts) if (file.endsWith('.yml')) assert.doesNotMatch(text, /^\s+pull_request_target:/m);
  });
});
