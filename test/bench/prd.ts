import { parsePrd } from '../../src/prd/parsePrd';
import { median, timed, type Measure } from './measure';

const sections = 200;

function bigPrd(bytes: number): string {
  const body = Math.floor(bytes / sections);
  const paragraph =
    'The member **lends** an item; see `loan.ts` and [the rules](#rules) for what happens when it is late.\n';
  const text = paragraph.repeat(Math.ceil(body / paragraph.length)).slice(0, body);
  return Array.from({ length: sections }, (_, index) => `## ${index + 1}. Section ${index + 1}\n\n${text}\n\n`).join(
    '',
  );
}

/** A PRD of 1 MB with 200 sections, and how the time grows with its size. */
export async function measurePrd(): Promise<readonly Measure[]> {
  const whole = bigPrd(1_000_000);
  const half = bigPrd(500_000);
  parsePrd(half);
  const times: { whole: number[]; half: number[] } = { whole: [], half: [] };
  for (let run = 0; run < 20; run += 1) {
    times.whole.push(await timed(() => parsePrd(whole)));
    times.half.push(await timed(() => parsePrd(half)));
  }
  const [t2, t1] = [median(times.whole), median(times.half)];
  const beside = `0.5 MB: ${t1.toFixed(1)} ms`;
  return [
    { name: 'PRD of 1 MB, 200 sections', value: t2, unit: 'ms', bar: 150, kind: 'most', beside },
    {
      name: 'PRD: time of 1 MB over 0.5 MB',
      value: t2 / t1,
      unit: 'x',
      bar: 2.2,
      kind: 'most',
      beside: `${t2.toFixed(1)} ms`,
    },
  ];
}
