/** Everything worth a remark in the cluster, worst first, each with what one click would draft. */
export { FindingsScreen } from './findings-screen.tsx';
