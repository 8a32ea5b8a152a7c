import assert from 'node:assert/strict';
import { FailureError } from '../../../../src/core/failure';
import type { RunEventBody } from '../../../../src/core/runEvent';
import { reduceRun } from '../../../../src/orchestration/reduceRun';
import { answerChat, type ChatPowers } from '../../../../src/ui/chat/answerChat';
import { approved, coreLogic, events, proposed, runStart, schemas, stateOf } from '../../presentation/fixtures';

const section = { number: '2', title: 'Loans', slug: 'loans', level: 2, line: 3, endLine: 9, lines: 7, text: '' };

const run: readonly RunEventBody[] = [
  runStart,
  proposed,
  approved,
  { type: 'workstream-start', ...schemas },
  {
    type: 'fallback',
    ...schemas,
    from: 'gemini-pro',
    to: 'sonnet',
    reason: 'timeout',
    message: 'Schema generation: fallback from gemini-pro to sonnet (timeout)',
  },
  {
    type: 'workstream-end',
    ...schemas,
    outcome: 'succeeded',
    model: 'sonnet',
    files: ['src/a.ts'],
    outsideOwnership: [],
  },
  { type: 'workstream-end', ...coreLogic, outcome: 'failed', model: 'o3', files: [], outsideOwnership: [] },
  { type: 'changes-proposed', files: [{ path: 'src/a.ts', kind: 'create', hunks: [] }], refused: [] },
  { type: 'report-written', file: '/w/report.md' },
  { type: 'run-end', outcome: 'unclean', diversity: { expected: 80, observed: 40 }, durationMs: 1000 },
];

/** Everything that was said, a line each; powers whose run tells the events. */
function conversation(bodies: readonly RunEventBody[] = run, changes: Partial<ChatPowers> = {}) {
  const said: string[] = [];
  const asked: string[] = [];
  const powers: ChatPowers = {
    assertTrusted: () => undefined,
    sections: () => Promise.resolve({ sections: [section] }),
    run: (command, sections, tell, signal) => {
      asked.push(`${command} ${sections}${signal.aborted ? ' aborted' : ''}`);
      let state;
      for (const event of events(...bodies)) {
        state = reduceRun(state, event);
        tell(event, state);
      }
      return Promise.resolve(state);
    },
    recent: () => Promise.resolve([]),
    ...changes,
  };
  const reply = {
    progress: (text: string) => void said.push(`… ${text}`),
    markdown: (text: string) => void said.push(text),
    button: (command: string, title: string, argument?: unknown) =>
      void said.push(`[${title}](${command} ${String(argument)})`),
  };
  const ask = (command: string | undefined, prompt = '') =>
    answerChat({ command, prompt }, reply, powers, new AbortController().signal);
  return { said, asked, ask };
}

const id = '20261122-101500-abcd';

describe('answerChat', () => {
  it('tells a develop run as it goes, and offers what comes next', async () => {
    const { said, asked, ask } = conversation();
    await ask('develop', ' 2, 3 ');
    assert.deepEqual(asked, ['develop 2, 3']);
    assert.deepEqual(said, [
      '… Planning',
      `[Open run panel](mao.openRun ${id})`,
      'The plan waits for you.\n\n',
      `[Approve plan](mao.approvePlan ${id})`,
      `[Edit plan](mao.editPlan ${id})`,
      '… Plan approved: 2 workstreams',
      '… Schemas has begun',
      '… Schema generation: fallback from gemini-pro to sonnet (timeout)',
      '… Schemas: done by sonnet',
      '… Core logic: failed',
      '**2 Loans**: Finished, not clean\n\n- Schemas\\: succeeded, sonnet\n- Core logic\\: failed, o3\n\n1 file to review.\n',
      `[Review changes](mao.review ${id})`,
      `[Apply changes](mao.apply ${id})`,
      `[Show report](mao.showReport ${id})`,
    ]);
  });

  it('asks for sections by listing them', async () => {
    const { said, asked, ask } = conversation();
    await ask('qa', '  ');
    assert.deepEqual(asked, []);
    assert.deepEqual(said, ['Which sections? Say for example `/qa 2`.\n\n- 2 Loans\n']);
  });

  it('says where it looked when there is no PRD', async () => {
    const { said, ask } = conversation(run, {
      sections: () => Promise.resolve({ searched: ['PRD.md', 'docs/PRD.md'] }),
    });
    await ask('plan');
    assert.deepEqual(said, [
      'No PRD found (looked for PRD\\.md, docs/PRD\\.md).',
      '[Choose file](mao.choosePrd undefined)',
      '[Create from template](mao.createPrd undefined)',
    ]);
  });

  it('starts nothing in a workspace that is not trusted', async () => {
    const failure = new FailureError({ code: 'untrusted', message: 'not trusted' });
    const { asked, ask } = conversation(run, {
      assertTrusted: () => {
        throw failure;
      },
    });
    await assert.rejects(ask('journal'), failure);
    assert.deepEqual(asked, []);
  });

  it('tells what runs are at without a command, and lets nothing of them become markup', async () => {
    const message = 'see [here](command:evil) <img src=x>';
    const failed = stateOf(runStart, {
      type: 'run-end',
      outcome: 'failed',
      failure: { code: 'crashed', message },
      diversity: { expected: 0, observed: 0 },
      durationMs: 1,
    });
    const { said, ask } = conversation(run, { recent: () => Promise.resolve([failed]) });
    await ask(undefined, 'how is it going?');
    assert.equal(said.length, 1);
    assert.match(
      said[0] ?? '',
      /^\*\*Section 2\*\*: Failed\n\nsee \\\[here\\\]\\\(command\\:evil\\\) \\<img src=x\\>$/,
    );
  });

  it('says how to begin when nothing ran yet', async () => {
    const { said, ask } = conversation();
    await ask('status');
    assert.deepEqual(said, ['No run yet\\. Say `/develop` and a section of your PRD.']);
  });
});
