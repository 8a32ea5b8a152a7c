import fc from 'fast-check';

/** Strings of any UTF-16 units, lone surrogates and control characters too; fast-check's own `binary` unit takes seconds to set up. */
export const anyText = fc.string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)) });
