/** Whether everything is done at its full size, as `npm run test:soak` does. */
export const soaks = process.env['MAO_SOAK'] === '1';

/** How often something is done: in every run of the suite, and in a soak. */
export const times = (usual: number, inSoak: number): number => (soaks ? inSoak : usual);
