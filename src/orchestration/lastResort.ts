import type { ChainContext, ChainOrder } from './fallbackRun';

/** A rest that ends within this time is worth waiting for when nothing else is left. */
const longestWaitMs = 60_000;
/** Timers may fire a moment before the clock says so. */
const graceMs = 20;

/**
 * The model of a chain whose rest ends first, after waiting for that; undefined: none rests, or all for longer than a
 * minute, or the run was cancelled meanwhile.
 */
export async function soonestBack(context: ChainContext, order: ChainOrder): Promise<string | undefined> {
  const { gate, adapters, clock, configuration } = context;
  const signal = AbortSignal.any([context.signal, context.ending]);
  const rests = await Promise.all(
    [...new Set(order.models)].map(async (id) => {
      const spec = configuration.registry.get(id);
      const cli = spec && (adapters(spec)?.cli ?? spec.cli);
      return spec && cli !== undefined ? gate.resting({ spec, cli }) : undefined;
    }),
  );
  const [first] = rests
    .filter((rest) => rest !== undefined)
    .toSorted((a, b) => Date.parse(a.until) - Date.parse(b.until));
  const waitMs = first ? Date.parse(first.until) - clock.now().getTime() : Infinity;
  if (!first || waitMs > longestWaitMs) return undefined;
  const message = `${order.title}: no other model is left; waiting ${Math.ceil(waitMs / 1000)} s for ${first.model}.`;
  context.emit({ type: 'log', ...order.place, model: first.model, level: 'info', message });
  await clock.sleep(waitMs + graceMs, signal);
  return signal.aborted ? undefined : first.model;
}
