/** A report as a run writes it. */
export const reportText = `# Loans

Verified: type check, 14 tests.

| workstream | model | attempts | time | tokens | cost |
|---|---|---|---|---|---|
| Schemas | gemini-pro | 1 | 14 s | 6.1 k | unknown |
| Storage | gpt-codex | 1 | 29 s | 9.6 k | unknown |
| Core logic | opus, after o3 was idle | 2 | 35 s | 12 k | $0.12 |

## Conflicts

- \`src/index.ts\`: core_logic and implementation, joined by opus

## What is left to do

Nothing.
`;
