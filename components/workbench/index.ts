/** Where React meets the store. */
export { useIntents, useWorkbench, useWorkbenchStore, WorkbenchProvider } from './workbench-provider.tsx';
