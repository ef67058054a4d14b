/** Everything found in the cluster, the gravest first, each with what one click would draft. */
export { FindingsScreen } from './findings-screen.tsx';
