import type { RunSummary } from '../../orchestration/engine';
import { scoreText } from '../../presentation/qaScoreText';
import { sectionStatus, sectionWords } from '../../presentation/sectionTree';
import { runStatus } from '../../presentation/runView';
import type { FindingProblems } from '../problems/findingProblems';
import type { RunStore } from '../runStore';

/** What stands beside a section in the Workstreams view: what its newest run came to, and its score. `summaries`: newest first. */
export function sectionText(
  section: string,
  summaries: readonly RunSummary[],
  runs: RunStore,
  findings: FindingProblems,
): string {
  const own = summaries.filter(({ sections }) => sections.includes(section));
  const newest = own.find(({ command }) => command !== 'qa' && command !== 'fix');
  const state = newest && runs.get(newest.runId)?.state;
  const developed = state ? sectionWords(state) : sectionStatus(newest?.outcome);
  const reviewed = own.find(({ command }) => command === 'qa');
  const run = reviewed && runs.get(reviewed.runId);
  const review = findings.review(section)?.score;
  const quality = run?.live ? runStatus(run.state) : review ? scoreText(review) : '';
  return [developed, quality].filter((part) => part !== '').join(' · ');
}
