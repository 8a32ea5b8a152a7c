import type { Diagnosis, DoctorReport } from '../core/diagnosis';
import { count, escapeMarkdown, formatDuration } from './format';

const marks: Readonly<Record<Diagnosis['state'], string>> = { ok: '✓', warning: '!', failed: '✗' };

const areaTitles: Readonly<Record<Diagnosis['area'], string>> = {
  models: 'Models',
  transport: 'MCP servers',
  workspace: 'Workspace',
  machine: 'This machine',
};

/** What Doctor found, in one sentence. */
export function doctorSummary({ reachable, checks }: DoctorReport): string {
  const failed = checks.filter(({ state }) => state === 'failed').length;
  const warnings = checks.filter(({ state }) => state === 'warning').length;
  const models =
    reachable.length === 0 ? 'No model can be reached' : `${count(reachable.length, 'model')} can be reached`;
  if (failed + warnings === 0) return `${models}, all is well.`;
  const parts = [
    ...(failed > 0 ? [`${count(failed, 'thing')} to mend`] : []),
    ...(warnings > 0 ? [`${count(warnings, 'thing')} to look at`] : []),
  ];
  return `${models}, ${parts.join(', ')}.`;
}

/** Text with its `commands` as code; all else is no markdown. */
function withCode(text: string): string {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : escapeMarkdown(part)))
    .join('');
}

/** The report as lines for a terminal: each check with its mark, below it what to do. */
export function doctorLines(report: DoctorReport): readonly string[] {
  const width = Math.max(...report.checks.map(({ title }) => title.length));
  const lines = byArea(report).flatMap(([area, checks]) => [
    areaTitles[area],
    ...checks.flatMap(({ state, title, found, todo }) => [
      `  ${marks[state]} ${title.padEnd(width)}  ${found}`,
      ...(todo === undefined ? [] : [`    ${' '.repeat(width)}  → ${todo}`]),
    ]),
    '',
  ]);
  return [...lines, `${doctorSummary(report)} (${formatTook(report.durationMs)})`];
}

/** The report as markdown. What programs and files said is text in it: no link, no image, no HTML. */
export function doctorMarkdown(report: DoctorReport): string {
  const todo = report.checks.filter((check) => check.todo !== undefined);
  const parts = byArea(report).map(
    ([area, checks]) =>
      `## ${areaTitles[area]}\n\n| | | |\n|---|---|---|\n${checks.map((check) => row(check)).join('')}`,
  );
  const next = todo.map(({ title, todo: what = '' }) => `- **${escapeMarkdown(title)}**: ${withCode(what)}\n`);
  return [
    '# MAO: Doctor\n',
    `${doctorSummary(report)} Looked for ${formatTook(report.durationMs)}; no prompt was sent unless an answer is listed.\n`,
    ...(next.length === 0 ? [] : [`## What to do\n\n${next.join('')}`]),
    ...parts,
  ].join('\n');
}

function row({ state, title, found }: Diagnosis): string {
  return `| ${marks[state]} | ${escapeMarkdown(title)} | ${escapeMarkdown(found)} |\n`;
}

function byArea({ checks }: DoctorReport): readonly (readonly [Diagnosis['area'], readonly Diagnosis[]])[] {
  return [...Map.groupBy(checks, ({ area }) => area)];
}

function formatTook(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : formatDuration(ms);
}
