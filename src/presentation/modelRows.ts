import type { CliState, ModelRecord, ModelState, SeenSignIn } from '../core/cliState';
import type { Cooldown } from '../core/cooldown';
import { count, escapeMarkdown } from './format';
import type { StateIcon } from './stateIcon';

/** One line of the Models view: a CLI with its models below it, or a model. */
export interface ModelRow {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly icon: StateIcon;
  /** What a screen reader says after the label: the description, and what the icon tells beyond it. */
  readonly spoken: string;
  readonly context: 'cli' | 'cli.missing' | 'cli.signedOut' | 'model';
  readonly children: readonly ModelRow[];
}

/** What Doctor last saw of a CLI. */
export interface DoctorSight extends SeenSignIn {
  readonly cli: string;
  readonly version?: string | undefined;
}

const icons = {
  ready: { name: 'pass', color: 'testing.iconPassed' },
  found: { name: 'circle-large-outline' },
  signedOut: { name: 'warning', color: 'list.warningForeground' },
  resting: { name: 'watch', color: 'list.warningForeground' },
  missing: { name: 'circle-slash', color: 'disabledForeground' },
  model: { name: 'symbol-misc' },
} as const satisfies Record<string, StateIcon>;

const restWords: Readonly<Record<string, string>> = {
  'rate-limited': 'rate limited',
  'quota-exhausted': 'quota used up',
  overloaded: 'overloaded',
};

const payWords: Readonly<Record<string, string>> = {
  subscription: 'subscription',
  'api-key': 'API key, billed by use',
  cloud: 'cloud account',
};

/** `11:02` today, `23 Nov 11:02` on another day. */
export function clockTime(iso: string, now: Date): string {
  const date = new Date(iso);
  const time = date.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  if (date.toDateString() === now.toDateString()) return time;
  return `${date.toLocaleDateString(undefined, { day: 'numeric', month: 'short' })} ${time}`;
}

const restText = ({ reason, until }: Cooldown, now: Date) =>
  `${restWords[reason] ?? reason.replaceAll('-', ' ')} until ${clockTime(until, now)}`;

/** `won 5 of 6`; nothing where nothing is known: the tooltip says so. */
function recordText(record: ModelRecord | undefined): string | undefined {
  if (!record || record.of === 0) return undefined;
  return `won ${record.merged} of ${record.of}`;
}

function recordSentence(record: ModelRecord | undefined): string {
  if (!record || record.of === 0) {
    return 'Win rate: not known yet. It is the share of its workstreams that were merged without a fallback.';
  }
  const share = Math.round((100 * record.merged) / record.of);
  const all = count(record.of, 'workstream');
  return `Win rate ${share} %: of ${all} that it was the first to get, ${record.merged} merged without a fallback.`;
}

const lines = (...parts: readonly (string | undefined)[]) =>
  parts.filter((part) => part !== undefined && part !== '').join('\n\n');

function modelRow(cli: string, { model, cooldown, record }: ModelState, now: Date): ModelRow {
  const rest = cooldown && restText(cooldown, now);
  const description = [rest, recordText(record)].filter((part) => part !== undefined).join(' · ');
  const facts = [
    model.model === model.id ? `By ${model.provider}.` : `By ${model.provider}, called ${model.model} there.`,
    model.role === undefined ? '' : `Role: ${model.role}.`,
    model.capabilities.length > 0 ? `Good at ${model.capabilities.join(', ')}.` : '',
    rest === undefined ? '' : `Now ${rest}; its fallbacks take over until then.`,
    recordSentence(record),
  ].map(escapeMarkdown);
  return {
    id: `${cli}/${model.id}`,
    label: model.id,
    description,
    tooltip: lines(`**${escapeMarkdown(model.id)}**`, ...facts),
    icon: rest === undefined ? icons.model : icons.resting,
    spoken: description,
    context: 'model',
    children: [],
  };
}

/** The newer of what runs and what Doctor saw; who pays is known from Doctor alone. */
function newest(runs: SeenSignIn | undefined, doctor: DoctorSight | undefined): SeenSignIn | undefined {
  if (!runs || !doctor) return doctor ?? runs;
  if (doctor.at >= runs.at) return doctor;
  return runs.signedIn && doctor.pays !== undefined ? { ...runs, pays: doctor.pays } : runs;
}

function cliFace(
  { availability, cli, models }: CliState,
  signIn: SeenSignIn | undefined,
  now: Date,
): Pick<ModelRow, 'description' | 'icon' | 'context' | 'spoken'> {
  const face = (description: string, icon: StateIcon, context: ModelRow['context'], said?: string) => {
    const spoken = [said, description].filter((part) => part !== undefined && part !== '').join(', ');
    return { description, icon, context, spoken };
  };
  const served = models.map(({ model }) => model.id).join(', ');
  if (!availability.available) return face('not found', icons.missing, 'cli.missing');
  if (signIn?.signedIn === false) {
    return face(`not signed in: run ${cli} once in a terminal`, icons.signedOut, 'cli.signedOut');
  }
  const rests = models.flatMap(({ cooldown }) => (cooldown ? [cooldown] : []));
  const [soonest] = rests.toSorted((a, b) => a.until.localeCompare(b.until));
  if (soonest && rests.length === models.length) {
    return face(restText(soonest, now), icons.resting, 'cli');
  }
  const pays = signIn?.pays === undefined ? undefined : payWords[signIn.pays];
  const description = [pays, served].filter((part) => part !== undefined).join(' · ');
  return face(description, signIn ? icons.ready : icons.found, 'cli', signIn ? 'signed in' : 'found');
}

function cliRow(state: CliState, doctor: DoctorSight | undefined, now: Date): ModelRow {
  const { cli, availability, models } = state;
  const signIn = newest(state.signIn, doctor);
  const version = availability.available ? (availability.version ?? doctor?.version) : undefined;
  const label = version === undefined ? cli : `${cli} ${version}`;
  const seen = signIn && `(seen ${clockTime(signIn.at, now)})`;
  const account = !signIn
    ? 'Whether it is signed in is not known yet: Doctor looks.'
    : signIn.signedIn
      ? `Signed in ${seen ?? ''}${signIn.pays === undefined ? '' : `, paid by: ${payWords[signIn.pays] ?? signIn.pays}`}.`
      : `Not signed in ${seen ?? ''}. Run ${cli} once in a terminal.`;
  const facts = availability.available ? [availability.path, account] : [availability.reason];
  return {
    id: cli,
    label,
    tooltip: lines(`**${escapeMarkdown(label)}**`, ...facts.map(escapeMarkdown)),
    ...cliFace(state, signIn, now),
    children: availability.available ? models.map((model) => modelRow(cli, model, now)) : [],
  };
}

/** The Models view: every CLI, its models below. None at all while no CLI is there: the view then says what to do. */
export function modelRows(clis: readonly CliState[], doctor: readonly DoctorSight[], now: Date): readonly ModelRow[] {
  if (!clis.some(({ availability }) => availability.available)) return [];
  const inOrder = clis.toSorted((a, b) => Number(b.availability.available) - Number(a.availability.available));
  return inOrder.map((state) =>
    cliRow(
      state,
      doctor.find(({ cli }) => cli === state.cli),
      now,
    ),
  );
}

/** When the next rest of a model is over, in ms from now; undefined: none rests. */
export function nextChange(clis: readonly CliState[], now: Date): number | undefined {
  const ends = clis.flatMap(({ models }) =>
    models.flatMap(({ cooldown }) => (cooldown ? [Date.parse(cooldown.until)] : [])),
  );
  return ends.length === 0 ? undefined : Math.max(0, Math.min(...ends) - now.getTime());
}
