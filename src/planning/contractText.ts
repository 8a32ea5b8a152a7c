import type { Contract } from '../core/plan';

/** The contract for a prompt: notes, then every file with its owner, purpose and exported signatures; `own` marks one owner's files. */
export function contractText(contract: Contract, own?: string): string {
  const files = contract.files.map((file) => {
    const owner = file.owner === own ? `${file.owner}, that is you` : file.owner;
    const purpose = file.purpose === '' ? '' : `: ${file.purpose}`;
    const exports = file.exports.map((signature) => `\n  - \`${signature.replace(/\s+/g, ' ').trim()}\``);
    return `- ${file.path} (owner: ${owner})${purpose}${exports.join('')}`;
  });
  return [contract.notes, files.join('\n')].filter((part) => part !== '').join('\n\n');
}
