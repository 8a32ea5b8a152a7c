/** Who pays for what a CLI asks: a plan of the user's, an API account by use, a cloud account, or nobody can tell. */
export type Payer = 'subscription' | 'api-key' | 'cloud' | 'unknown';

/** Whether a CLI is signed in, by its own word or its files; `by` names the credential for people, never its value. */
export type SignIn =
  | { readonly signedIn: 'yes'; readonly pays: Payer; readonly by: string; readonly warning?: string }
  | { readonly signedIn: 'no'; readonly todo: string }
  | { readonly signedIn: 'unknown'; readonly why: string };

/** What can be told of a CLI without sending a prompt. */
export type CliDiagnosis =
  | { readonly kind: 'missing'; readonly reason: string }
  | { readonly kind: 'refused'; readonly path: string; readonly version: string; readonly reason: string }
  | { readonly kind: 'hangs'; readonly path: string; readonly seconds: number; readonly reason: string }
  | { readonly kind: 'broken'; readonly path: string; readonly reason: string }
  | {
      readonly kind: 'works';
      readonly path: string;
      readonly version: string | undefined;
      /** How long it took to tell its version, without a terminal. */
      readonly startMs: number;
      readonly signIn: SignIn;
    };
