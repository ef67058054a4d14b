/**
 * The HTTP interface as schemas: the types, the check of what comes in, and the OpenAPI document all come of these. A
 * door of its own, so that a page, which needs the types alone, never loads what builds the schemas.
 */
export * from './connections-answer.ts';
export * from './error-answer.ts';
export { firstFault, fits } from './first-fault.ts';
export * from './history-answer.ts';
export * from './session-request.ts';
export * from './state-answer.ts';
export * from './write-answer.ts';
export * from './write-request.ts';
