/** A new run's id: UTC time to the second and four random characters, `20261122-101530-k3f9`; sorts by time. */
export function newRunId(now: Date, random: () => number): string {
  const stamp = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
  const suffix = Array.from({ length: 4 }, () => alphabet[Math.floor(random() * alphabet.length)] ?? 'a').join('');
  return `${stamp}-${suffix}`;
}
