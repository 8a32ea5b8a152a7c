import type { Author } from '../core/ports/snapshotStore';

/** The git author of a model's commits; its name is the model's id, so that blame names models. */
export function modelAuthor(model: string): Author {
  return { name: model, email: `${model.replace(/[^A-Za-z0-9._-]+/g, '-')}@models.mao.invalid` };
}

/** The author of merges and of what MAO itself writes into the snapshot repository. */
export const maoAuthor: Author = { name: 'mao', email: 'mao@models.mao.invalid' };
