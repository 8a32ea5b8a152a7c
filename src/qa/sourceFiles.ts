const code =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|py|rb|php|go|rs|java|kt|kts|scala|swift|m|mm|c|h|cc|cpp|cxx|hpp|cs|fs|vb|dart|ex|exs|erl|hs|ml|clj|lua|pl|r|jl|sh|bash|ps1|sql|graphql|proto|html|css|scss|less)$/i;
const foreign = /(^|\/)(node_modules|vendor|third_party|dist|build|out|target|coverage|\.[^/]+)\/|\.min\.|\.d\.ts$/i;

/** Whether a path looks like code that people of this project write. */
export function isSourceFile(path: string): boolean {
  return code.test(path) && !foreign.test(path);
}
