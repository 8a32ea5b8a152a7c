import * as z from 'zod/mini';
import type { PanelView } from './panelView';
import type { StreamItem } from './ringBuffer';

/** The whole content of one column, as a snapshot carries it. */
export interface StreamSnapshot {
  readonly key: string;
  readonly items: readonly StreamItem[];
  readonly cut: boolean;
  readonly lastAt: string | undefined;
}

/**
 * Host to panel. A `snapshot` replaces everything, an `update` adds to it. `seq` counts from 1 without gaps within one
 * life of the panel and is acknowledged; `sentAt` is the host's clock (ISO), so that times agree on a remote machine.
 */
export type ToPanel =
  | {
      readonly type: 'snapshot';
      readonly seq: number;
      readonly sentAt: string;
      readonly view: PanelView;
      readonly streams: readonly StreamSnapshot[];
    }
  | {
      readonly type: 'update';
      readonly seq: number;
      readonly sentAt: string;
      readonly view?: PanelView;
      readonly deltas: readonly { readonly key: string; readonly items: readonly StreamItem[] }[];
    }
  | { readonly type: 'missing'; readonly runId: string };

export const panelActionSchema = z.enum([
  'approve',
  'edit-plan',
  'cancel',
  'stop',
  'resume',
  'review',
  'apply',
  'revert',
  'show-report',
  'show-log',
]);

/** A button of the panel. */
export type PanelAction = z.infer<typeof panelActionSchema>;

export const workstreamActionSchema = z.enum([
  'cancel-workstream',
  'stop-workstream',
  'retry-workstream',
  'open-transcript',
  'open-diff',
]);

/** A button of one column. `cancel…` asks the model to end and keeps what it wrote, `stop…` ends it at once. */
export type WorkstreamAction = z.infer<typeof workstreamActionSchema>;

/** The key of a column: `2/schemas` of a workstream, `task:plan` of the run's own tasks; one line of text. */
const columnKey = z.string().check(z.regex(/^[^\p{Cc}]{1,256}$/u));

/** Panel to host: everything that the web page may ask for. Strict, so that nothing else gets in. */
export const fromPanelSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('ack'), seq: z.int().check(z.positive()) }),
  z.strictObject({ type: z.literal('action'), action: panelActionSchema }),
  z.strictObject({ type: z.literal('workstream-action'), action: workstreamActionSchema, key: columnKey }),
  z.strictObject({
    type: z.literal('open-place'),
    path: z.string().check(z.minLength(1), z.maxLength(4096)),
    line: z.optional(z.int().check(z.positive())),
    findingId: z.optional(z.string().check(z.maxLength(128))),
  }),
  z.strictObject({ type: z.literal('open-file'), path: z.string().check(z.minLength(1), z.maxLength(4096)) }),
]);

export type FromPanel = Readonly<z.infer<typeof fromPanelSchema>>;

/** Reads a message of the web page; undefined when it is not one of ours. */
export function readPanelMessage(message: unknown): FromPanel | undefined {
  const read = fromPanelSchema.safeParse(message);
  return read.success ? read.data : undefined;
}

/** What a panel keeps over a reload of the window. */
export const panelStateSchema = z.object({ runId: z.string().check(z.regex(/^[\w.-]{1,128}$/)) });
