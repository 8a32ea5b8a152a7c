import { EventEmitter, type Disposable, type Memento } from 'vscode';
import * as z from 'zod/mini';
import type { DoctorReport } from '../core/diagnosis';
import type { DoctorSight } from '../presentation/modelRows';

const key = 'mao.doctor';
const sightsSchema = z.array(
  z.object({
    cli: z.string(),
    at: z.string(),
    signedIn: z.boolean(),
    pays: z.optional(z.string()),
    version: z.optional(z.string()),
  }),
);
const factsSchema = z.object({
  cli: z.string(),
  signedIn: z.enum(['yes', 'no']),
  pays: z.optional(z.string()),
  version: z.optional(z.string()),
});

/** What Doctor last saw of each CLI on this machine, kept over windows: the Models view shows it without starting anything. */
export class DoctorMemory implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memory: Memento) {}

  get sights(): readonly DoctorSight[] {
    const read = sightsSchema.safeParse(this.memory.get(key));
    return read.success ? read.data : [];
  }

  async keep({ checks }: DoctorReport, at: Date): Promise<void> {
    const sights = checks.flatMap(({ facts }) => {
      const read = factsSchema.safeParse(facts);
      return read.success ? [{ ...read.data, signedIn: read.data.signedIn === 'yes', at: at.toISOString() }] : [];
    });
    await this.memory.update(key, sights);
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }
}
