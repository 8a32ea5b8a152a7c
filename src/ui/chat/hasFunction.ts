/** Whether the editor has a part of the API: other editors than VS Code run its extensions without some. */
export function hasFunction(namespace: unknown, name: string): boolean {
  return namespace instanceof Object && typeof Reflect.get(namespace, name) === 'function';
}
