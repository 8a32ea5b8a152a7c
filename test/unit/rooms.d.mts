export const rooms: Readonly<
  Record<string, { readonly mayImport: readonly string[]; readonly packages: readonly string[] }>
>;
export const roots: readonly string[];
export const maxLines: number;
