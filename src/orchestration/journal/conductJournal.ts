import type { Failure } from '../../core/failure';
import type { EntryApprover } from '../../core/ports/entryApprover';
import {
  craftJournalSynthesisPrompt,
  craftPerspectivePrompt,
  type WrittenPerspective,
} from '../../journal/craftJournalPrompts';
import { bodyOfViews, entryAppendix, journalFile, type JournalEntry } from '../../journal/entryText';
import { hasMaterial } from '../../journal/material';
import { materialText } from '../../journal/materialText';
import { perspectiveOf } from '../../journal/perspectives';
import { readProse } from '../../journal/readProse';
import { fallbackChain } from '../../planning/fallbackChain';
import { askModel } from '../askModel';
import { availableModels, noModelFailure } from '../availableModels';
import type { ConductRun } from '../develop';
import { isCancelled } from '../isCancelled';
import { orchestratorOf } from '../orchestrator';
import type { RunOutcome } from '../outcomeOf';
import type { RunContext } from '../runDependencies';
import { snapshotOf } from '../snapshotOf';
import { gatherMaterial, type JournalSources } from './gatherMaterial';

/** What writing an entry needs. `since` as ISO; `localTime` gives the user's own date and time of an instant. */
export interface JournalInput {
  readonly since: string | undefined;
  readonly sources: JournalSources;
  readonly approver: EntryApprover;
  readonly localTime: (now: Date) => { readonly date: string; readonly time: string };
}

const materialChars = 120_000;

async function writePerspective(
  context: RunContext,
  perspective: string,
  material: string,
  workdir: string,
): Promise<WrittenPerspective | undefined> {
  const { registry, routing, templates } = context.configuration;
  const route = routing.journal.get(perspective);
  const primary = route?.primary ?? 'opus';
  const answer = await askModel(context, {
    task: 'journal-perspective',
    title: perspectiveOf(perspective).title,
    perspective,
    models: [primary, ...fallbackChain(primary, route, registry)],
    body: (model) => craftPerspectivePrompt(perspective, { material, model, templates }),
    workdir,
    access: 'read-only',
    read: readProse,
  });
  return answer.outcome === 'answered' ? { perspective, model: answer.model, text: answer.value } : undefined;
}

/** One entry of all perspectives by the orchestrator; without it they stand one below the other. */
async function writeBody(
  context: RunContext,
  views: readonly WrittenPerspective[],
  material: string,
  workdir: string,
): Promise<Pick<JournalEntry, 'body' | 'models'>> {
  const { registry, templates } = context.configuration;
  const authors = views.map(({ model }) => model);
  const answer = await askModel(context, {
    task: 'journal-synthesis',
    title: 'Journal synthesis',
    models: [orchestratorOf(registry)],
    body: craftJournalSynthesisPrompt({ views, material, templates }),
    workdir,
    access: 'read-only',
    read: readProse,
  });
  if (answer.outcome === 'answered') return { body: answer.value, models: [...new Set([...authors, answer.model])] };
  const message = `${orchestratorOf(registry)} could not make one entry of the perspectives; they stand one below the other.`;
  context.emit({ type: 'log', level: 'warning', message });
  return { body: bodyOfViews(views), models: [...new Set(authors)] };
}

function whyNothing(context: RunContext): RunOutcome {
  const failures = context.state().tasks.flatMap(({ failure }) => failure ?? []);
  const failure: Failure | undefined = failures.at(-1);
  return failure ? { outcome: 'failed', failure } : { outcome: 'failed' };
}

async function conduct(context: RunContext, input: JournalInput): Promise<RunOutcome> {
  const { store, emit, clock, redactor, configuration, subject } = context;
  const { sources, approver, localTime } = input;
  const now = clock.now();
  const until = now.toISOString();
  const gathered = await gatherMaterial(sources, { since: input.since, until, own: subject.runId });
  if (!hasMaterial(gathered)) {
    const message = `Nothing to write: no runs and no commits since ${gathered.since ?? 'the beginning'}.`;
    emit({ type: 'log', level: 'info', message });
    return { outcome: 'succeeded' };
  }
  const unattended = approver.unattendedEntry?.();
  if (unattended) return { outcome: 'failed', failure: unattended };
  for (const message of [...subject.notes, ...context.earlyNotes]) emit({ type: 'log', level: 'warning', message });
  if ((await availableModels(context)).length === 0) {
    return { outcome: 'failed', failure: await noModelFailure(context) };
  }
  const snapshot = await snapshotOf(context);
  if (!snapshot) return { outcome: 'cancelled' };
  const desk = await store.addWorktree('desk', snapshot.commit);
  // Commits and diffs may hold what was never meant for a model of another vendor.
  const material = redactor.text(materialText(redactor.value(gathered), materialChars));
  const perspectives = [...configuration.routing.journal.keys()];
  const written = await Promise.all(perspectives.map((one) => writePerspective(context, one, material, desk.path)));
  const views = written.filter((view) => view !== undefined);
  if (isCancelled(context)) return { outcome: 'cancelled' };
  if (views.length === 0) return whyNothing(context);
  const body = await writeBody(context, views, material, desk.path);
  if (isCancelled(context)) return { outcome: 'cancelled' };

  const entry = { ...localTime(now), until, runId: subject.runId, ...body, body: redactor.text(body.body) };
  const file = journalFile(entry.date);
  const appendix = entryAppendix(await sources.files.read(file), entry);
  if (!(await approver.approveEntry(file, appendix, context.signal))) {
    const kept = await context.log.writeFile('entry.md', appendix);
    const message = `The entry was not approved; ${file} is as it was. Its text is kept in ${kept}`;
    emit({ type: 'log', level: 'info', message });
    return { outcome: 'cancelled' };
  }
  // What stands there now counts, should somebody have written meanwhile.
  await sources.files.append(file, entryAppendix(await sources.files.read(file), entry));
  emit({ type: 'journal-written', file });
  return { outcome: views.length === perspectives.length ? 'succeeded' : 'unclean' };
}

/**
 * Writes a journal entry: what happened since the last one, seen from every perspective of the routing in parallel, made one
 * by the orchestrator, shown for approval, then added to the day's file. Without runs and commits it writes nothing.
 */
export function conductJournal(input: JournalInput): ConductRun {
  return (context) => conduct(context, input);
}
