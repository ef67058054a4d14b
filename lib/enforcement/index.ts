/** What is particular to Amazon EKS. */
export { judgeEnforcement } from './judge-enforcement.ts';
