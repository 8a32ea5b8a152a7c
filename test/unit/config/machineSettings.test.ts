import assert from 'node:assert/strict';
import { isRecord } from '../../../src/core/isRecord';
import { mergeMachineSettings } from '../../../src/config/mergeMachineSettings';
import { defaultMachineSettings, readMachineSettings } from '../../../src/config/readMachineSettings';
import { place } from './places';

const file = 'mao.config.yaml';

const documented = `clis:                       # by the registry's cli name; path "auto" = from PATH
  claude: { path: auto, args: [], env: { ANTHROPIC_BASE_URL: "http://127.0.0.1:8080" } }
  codex:  { path: auto, env: {} }
  gemini: { path: auto, env: {} }
  ollama: { url: "http://127.0.0.1:11434", numCtx: 32768 }
  mycli:  { path: /opt/mycli, args: [--headless], output: text }   # text | claude | codex | gemini
transport: direct           # direct | pal
maxParallel: 5
limits: { idleSeconds: 600, attemptSeconds: 1800, checkSeconds: 600 }
approve: { plan: ask, checks: ask, apply: ask }                    # ask | always
checks: auto                # auto | off | a list of { name, command: [argv…] }
repairRounds: 2
budget: { tokens: null, costUsd: null }
billing: { allowApiKeys: false }                                   # names in clis.*.env are the user's own choice and always pass
`;

function problemsOf(text: string): readonly string[] {
  const { value, problems } = readMachineSettings(text, file);
  assert.equal(
    value === undefined,
    problems.some(({ severity }) => severity === 'error'),
  );
  return problems.map(place);
}

describe('readMachineSettings', () => {
  it('reads the documented file, which says what the defaults say', () => {
    const { value, problems } = readMachineSettings(documented, file);
    assert.deepEqual(problems, []);
    assert.deepEqual({ ...value, clis: {} }, defaultMachineSettings());
    assert.deepEqual(value?.clis['mycli'], { path: '/opt/mycli', args: ['--headless'], env: {}, output: 'text' });
    assert.equal(value.clis['ollama']?.numCtx, 32768);
  });

  it('takes an empty file for the defaults', () => {
    for (const text of ['', '# nothing yet\n', '{}', '\uFEFF']) {
      assert.deepEqual(readMachineSettings(text, file), { value: defaultMachineSettings(), problems: [] });
    }
  });

  it('says where a setting is wrong and what is allowed; an unknown one is an error', () => {
    assert.deepEqual(problemsOf('transport: pall\n'), [
      '1:12 error "pall" is not allowed here. Did you mean pal? Allowed: direct, pal.',
    ]);
    assert.deepEqual(problemsOf('limits:\n  idleSecond: 5\n'), [
      '2:3 error Unknown key "idleSecond". Did you mean idleSeconds? Allowed: idleSeconds, attemptSeconds, checkSeconds.',
    ]);
    assert.deepEqual(problemsOf('clis:\n  x:\n    output: json\n    pth: a\n'), [
      '3:13 error "json" is not allowed here. Allowed: text, claude, codex, gemini.',
      '4:5 error Unknown key "pth". Did you mean path? Allowed: path, args, env, output, url, numCtx, maxParallel.',
    ]);
    for (const url of ['file:///etc/passwd', 'localhost:11434', 'javascript:x']) {
      assert.deepEqual(problemsOf(`clis:\n  ollama: { url: "${url}" }\n`), [
        '2:18 error This is no http:// or https:// address.',
      ]);
    }
    for (const path of ['./claude', '~/bin/claude', 'bin/claude', '..\\claude.exe']) {
      assert.deepEqual(problemsOf(`clis:\n  claude: { path: '${path}' }\n`), [
        '2:19 error This must be an absolute path, the name of a program, or "auto".',
      ]);
    }
    for (const path of ['/opt/claude', 'C:\\bin\\claude.exe', 'claude-2', 'auto']) {
      assert.deepEqual(problemsOf(`clis:\n  claude: { path: '${path}' }\n`), []);
    }
    assert.deepEqual(problemsOf('clis:\n  claud: { path: auto }\n  codecs: { path: x, output: text }\n'), [
      '2:3 warning "claud" is a CLI of your own. Did you mean claude?',
    ]);
    assert.deepEqual(problemsOf('checks: of\n'), ['1:9 error Expected auto, off, or a list; found "of".']);
    assert.deepEqual(problemsOf('checks:\n  - name: test\n    command: npm test\n'), [
      '3:14 error Expected a list, found "npm test".',
    ]);
    assert.deepEqual(problemsOf('checks:\n  - name: ""\n    command: []\n'), [
      '2:11 error This must not be empty.',
      '3:14 error This must not be empty.',
    ]);
    assert.deepEqual(problemsOf('maxParallel: 0\nrepairRounds: -1\n'), [
      '1:14 error This must be more than 0.',
      '2:15 error This must be at least 0.',
    ]);
    assert.deepEqual(problemsOf('approve: { plan: yes }\n'), [
      '1:18 error "yes" is not allowed here. Allowed: ask, always.',
    ]);
    assert.match(problemsOf('- a\n').join(), /^1:1 error Expected keys and values here/);
    assert.match(problemsOf('limits:\n\tidleSeconds: 1\n').join(), /^2:1 error YAML is indented with spaces/);
  });
});

describe('mergeMachineSettings', () => {
  const base = readMachineSettings(documented, file).value ?? assert.fail();

  it('lets settings win one by one, nested or flat, with or without the mao prefix', () => {
    for (const overrides of [
      { limits: { idleSeconds: 5 }, clis: { claude: { path: '/bin/claude' } } },
      { 'limits.idleSeconds': 5, 'clis.claude.path': '/bin/claude' },
      { 'mao.limits.idleSeconds': 5, mao: { clis: { claude: { path: '/bin/claude' } } } },
    ]) {
      const { value, problems } = mergeMachineSettings(base, overrides);
      assert.deepEqual(problems, []);
      assert.deepEqual(value.limits, { ...base.limits, idleSeconds: 5 });
      assert.deepEqual(value.clis['claude'], { ...base.clis['claude'], path: '/bin/claude' });
      assert.deepEqual(value.clis['mycli'], base.clis['mycli']);
    }
  });

  it('replaces lists, adds CLIs, keeps what is not set', () => {
    const { value } = mergeMachineSettings(base, {
      checks: [{ name: 'test', command: ['npm', 'test'] }],
      clis: { mycli: { args: [] }, other: { path: '/o' } },
      maxParallel: undefined,
      budget: { tokens: null, costUsd: 2 },
    });
    assert.deepEqual(value.checks, [{ name: 'test', command: ['npm', 'test'] }]);
    assert.deepEqual(value.clis['mycli']?.args, []);
    assert.deepEqual(value.clis['other'], { path: '/o', args: [], env: {} });
    assert.equal(value.maxParallel, 5);
    assert.deepEqual(value.budget, { tokens: null, costUsd: 2 });
    assert.deepEqual(mergeMachineSettings(base, {}), { value: base, problems: [] });
  });

  it('leaves out what is not valid, says so, and takes the rest', () => {
    const { value, problems } = mergeMachineSettings(base, {
      'limits.idleSeconds': -1,
      transport: 'pall',
      nonsense: 1,
      'limits.idle': 1,
      maxParallel: 2,
    });
    assert.deepEqual({ ...value, maxParallel: 5 }, base);
    assert.equal(value.maxParallel, 2);
    assert.deepEqual(
      problems.map(({ message }) => message),
      [
        'mao.limits.idleSeconds: This must be more than 0.',
        'mao.transport: "pall" is not allowed here. Did you mean pal? Allowed: direct, pal.',
        'mao.nonsense: There is no such setting. Allowed: clis, transport, maxParallel, limits, approve, checks, repairRounds, budget, billing, worktree.',
        'mao.limits.idle: There is no such setting. Allowed: idleSeconds, attemptSeconds, checkSeconds.',
      ],
    );
    assert.ok(problems.every((problem) => problem.file === 'settings.json' && problem.line === 1));
  });

  it('can not be used to reach prototypes', () => {
    const hostile: unknown = JSON.parse('{"__proto__": {"polluted": 1}, "clis.__proto__.path": "x"}');
    assert.ok(isRecord(hostile));
    mergeMachineSettings(base, hostile);
    assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
    assert.equal(Object.hasOwn(Object.prototype, 'path'), false);
  });
});
