import { findingSchema } from '../../src/core/finding';
import { findingView } from '../../src/presentation/findingView';
import { indexFile } from '../../src/qa/anchor/fileIndex';
import { followFinding } from '../../src/qa/followFinding';
import { median, timed, type Measure } from './measure';

const files = 50;
const inEach = 100;

/** Placing 5,000 findings in 50 files of 2,000 lines, as it is done before their one `set` to the Problems panel. */
export async function measureFindings(runs: number): Promise<readonly Measure[]> {
  const text = Array.from({ length: 2_000 }, (_, line) => `  const value${line} = read(${line});`).join('\n');
  const findings = Array.from({ length: inEach }, (_, at) =>
    findingSchema.parse({
      ...{ id: `q${at}`, file: 'src/a.ts', line: 1, endLine: 1, severity: 'warning', dimensions: ['security'] },
      ...{ category: 'x', message: 'm', why: 'w', suggestion: 's', models: ['opus'], confidence: 0.5 },
      quote: `const value${at * 20} = read(${at * 20});`,
    }),
  );
  const times: number[] = [];
  let placed = 0;
  for (let run = 0; run < runs; run += 1) {
    placed = 0;
    times.push(
      await timed(() => {
        for (let file = 0; file < files; file += 1) {
          const index = indexFile(text);
          for (const finding of findings) {
            const place = followFinding(index, finding);
            if (place && findingView(finding, place, index.lines).message !== '') placed += 1;
          }
        }
      }),
    );
  }
  if (placed !== files * inEach) throw new Error(`${placed} of ${files * inEach} findings found their place.`);
  const beside = `${files} files of 2,000 lines, all texts searched anew`;
  return [{ name: '5,000 findings placed', value: median(times), unit: 'ms', bar: 300, kind: 'most', beside }];
}
