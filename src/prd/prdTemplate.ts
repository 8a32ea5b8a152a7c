/** A first PRD for a workspace that has none: three sections to overwrite, in the form that needs no explaining. */
export function prdTemplate(product: string): string {
  return `# ${product}

What it is for, and for whom, in two or three sentences. MAO reads this title as the name of the product and every numbered
heading below as a section that it can develop, for example with "mao develop 1".

## 1. Data

What the product keeps: each kind of record, its fields, and what makes it valid.

- A record has …
- It is invalid when …

## 2. Behaviour

What users can do, each with what they see when it works and when it does not. Builds on section 1.

### 2.1 First use

### 2.2 Everyday use

## 3. Interface

How users reach it: commands, screens or HTTP routes, with one example of input and output for each. Builds on section 2.
`;
}
