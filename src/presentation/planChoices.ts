import { code, inline } from '../core/markdown';
import type { ModelRegistry, ModelSpec } from '../core/modelSpec';
import { thinkingModes } from '../core/thinking';

/** How a model is reached on this machine: by which CLI, whether it is there, and who pays as far as that is known. */
export interface ModelPlace {
  readonly cli: string;
  readonly available: boolean;
  /** Where the CLI is, or why it can not be used. */
  readonly detail: string;
  readonly pays?: string | undefined;
}

/** One entry of a list to choose from; `documentation` is markdown. */
export interface PlanChoice {
  readonly label: string;
  readonly detail: string;
  readonly documentation: string;
  readonly available: boolean;
}

function reached(place: ModelPlace | undefined): string {
  if (!place) return 'Reached over PAL.';
  if (!place.available) return `Not on this machine: ${inline(place.detail)}`;
  return `Reached by ${code(place.detail === '' ? place.cli : place.detail)}${
    place.pays === undefined ? '.' : `, paid by ${inline(place.pays)}.`
  }`;
}

/** What a model is, in markdown: vendor, strengths, thinking, how it is reached, and who takes over from it. */
export function modelCard(spec: ModelSpec, place: ModelPlace | undefined, fallbacks?: readonly string[]): string {
  const modes = thinkingModes(spec);
  const role = spec.role === undefined ? '' : ` Role: ${inline(spec.role)}.`;
  const parts = [
    `**${inline(spec.id)}** · ${inline(spec.provider)} · ${code(spec.model)}`,
    spec.capabilities.length === 0 && role === '' ? '' : `Good at ${inline(spec.capabilities.join(', '))}.${role}`,
    modes.length === 0
      ? 'Thinks as its own settings say.'
      : `Thinking: ${inline(modes.join(', '))}${spec.thinking === undefined ? '' : ` (its own: ${inline(spec.thinking)})`}.`,
    reached(place),
    fallbacks === undefined
      ? ''
      : fallbacks.length === 0
        ? 'Nobody takes over from it.'
        : `Else ${inline(fallbacks.join(', else '))}.`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** The models of the registry to choose from, those that are on this machine first; `taken` are chosen already. */
export function modelChoices(
  registry: ModelRegistry,
  places: ReadonlyMap<string, ModelPlace>,
  taken: readonly string[],
): readonly PlanChoice[] {
  const choices = [...registry.values()].map((spec): PlanChoice => {
    const place = places.get(spec.id);
    const available = place?.available === true;
    const state = place ? (available ? place.cli : `${place.cli}, not on this machine`) : 'over PAL';
    const documentation = modelCard(spec, place);
    return { label: spec.id, detail: `${spec.provider} · ${state}`, documentation, available };
  });
  return choices
    .filter(({ label }) => !taken.includes(label))
    .sort((a, b) => Number(b.available) - Number(a.available));
}

/** The thinking modes of a model to choose from. */
export function thinkingChoices(spec: ModelSpec): readonly PlanChoice[] {
  return thinkingModes(spec).map((mode) => ({
    label: mode,
    detail: mode === spec.thinking ? `${spec.id}'s own` : spec.id,
    documentation: '',
    available: true,
  }));
}
