import { createEngineBeside } from './engine/workspaceEngine';

/** The engine of the bundle that this is part of: what it starts of MAO's own lies beside it. */
export const createEngine = createEngineBeside(__dirname);
