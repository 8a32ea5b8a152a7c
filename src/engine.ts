export { createEngine } from './engine/workspaceEngine';
