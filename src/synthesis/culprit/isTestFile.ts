const patterns = [
  /(^|\/)(tests?|specs?|__tests__|e2e)\//i,
  /[._-](test|spec)\.[^./]+$/i,
  /(^|\/)test_[^/]+\.py$/,
  /(^|\/)[^/]*Tests?\.(java|kt|cs|swift|scala|php)$/,
];

/** Whether a path is one of tests, as the usual test runners name and place them. */
export function isTestFile(path: string): boolean {
  return patterns.some((pattern) => pattern.test(path));
}
