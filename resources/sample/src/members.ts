/** Who a member is to the library (FR-102). */
export type MemberKind = 'adult' | 'child';

/** Someone who may borrow. `id` is given by the register and never used twice. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly kind: MemberKind;
}

const limits: Readonly<Record<MemberKind, number>> = { adult: 5, child: 2 };

/** How many loans a member may have at a time (FR-102). */
export function loanLimit(kind: MemberKind): number {
  return limits[kind];
}

/** All members of one library. */
export class MemberRegister {
  private readonly members = new Map<string, Member>();

  /** Adds a member; throws when name or address are not usable (FR-101) or the address is known already (FR-103). */
  join(name: string, email: string, kind: MemberKind): Member {
    const person = name.trim();
    const address = email.trim();
    if (person === '') throw new Error('A member needs a name.');
    if (!/^[^@\s]+@[^@\s]+$/.test(address)) throw new Error(`"${address}" is not an e-mail address.`);
    const known = this.all().some((other) => other.email.toLowerCase() === address.toLowerCase());
    if (known) throw new Error(`${address} is a member already.`);
    const member: Member = { id: `m${this.members.size + 1}`, name: person, email: address, kind };
    this.members.set(member.id, member);
    return member;
  }

  find(id: string): Member | undefined {
    return this.members.get(id);
  }

  all(): readonly Member[] {
    return [...this.members.values()];
  }
}
