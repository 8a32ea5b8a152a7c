const places = [
  ...['PRD.md', 'prd.md', 'docs/PRD.md', 'docs/prd.md', 'docs/prd/PRD.md', 'docs/prd/prd.md', 'docs/prd/index.md'],
  ...['docs/prd/README.md', 'docs/product-requirements.md', 'docs/requirements.md', 'docs/REQUIREMENTS.md'],
  ...['product-requirements.md', 'PRODUCT_REQUIREMENTS.md', 'requirements.md', 'REQUIREMENTS.md'],
  ...['doc/PRD.md', 'doc/prd.md', '.claude/PRD.md', '.claude/prd.md'],
] as const;

/** Where a PRD is looked for in a workspace, best place first; paths relative to its root. */
export function findPrdCandidates(): readonly string[] {
  return places;
}
