import { dataBlock } from '../core/fence';
import type { Contract } from '../core/plan';

function contractText(contract: Contract): string {
  const files = contract.files.map(({ path, owner, purpose, exports }) => {
    const signatures = exports.map((signature) => `    ${signature.replace(/\n/g, '\n    ')}\n`).join('');
    return `${path} (owner: ${owner}): ${purpose}\n${signatures}`;
  });
  return [contract.notes, ...files].filter((part) => part.trim() !== '').join('\n');
}

/** The contracts of the sections for a prompt, as data; empty when there is nothing in them. */
export function contractBlock(contracts: readonly Contract[]): string {
  const text = contracts.map(contractText).join('\n');
  return text.trim() === '' ? '' : dataBlock('the contract: files, owners, exported signatures', text);
}
