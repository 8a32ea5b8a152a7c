/** Shelf, a lending library. Everything the desk needs is exported here. */
export { MemberRegister, loanLimit, type Member, type MemberKind } from './members.ts';
