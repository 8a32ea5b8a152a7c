const isDigit = (codePoint: number) => /\p{Nd}/u.test(String.fromCodePoint(codePoint));

/** The value of one decimal digit of any script: Unicode keeps the ten digits of a script together, zero first. */
function digitValue(codePoint: number): number {
  let first = codePoint;
  while (first > 0 && isDigit(first - 1)) first--;
  return (codePoint - first) % 10;
}

/** Writes the decimal digits of every script (٢, २, ２) as ASCII digits. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0) ?? 0)));
}

const chinese = '〇一二三四五六七八九';

/** The value of a Chinese numeral up to 999 (`十二` is 12); undefined when it is none. */
export function chineseNumber(text: string): number | undefined {
  let total = 0;
  let digit: number | undefined;
  for (const character of text.replaceAll('零', '〇')) {
    const value = chinese.indexOf(character);
    const unit = character === '十' ? 10 : character === '百' ? 100 : undefined;
    if (unit !== undefined) {
      total += (digit ?? 1) * unit;
      digit = undefined;
    } else if (value >= 0) {
      digit = value;
    } else {
      return undefined;
    }
  }
  return text === '' ? undefined : total + (digit ?? 0);
}
