/** YAML text <-> policy, comments kept; problems as data. Pure. */
export { applyTextEdits } from './apply-edits.ts';
export { type DecodeFault, decodePolicy, decodingMessage, unknownFields } from './decode-policy.ts';
export { defaultPolicy } from './default-policy.ts';
export { type Cause, type CauseReason, invalidMessage } from './field-error.ts';
export { type JsonSchema, networkPolicySchema } from './network-policy-schema.ts';
export { newPolicyText } from './new-policy-text.ts';
export { parsePolicies } from './parse-policies.ts';
export type * from './policy-document.ts';
export { type PolicyWarning, policyWarnings } from './policy-warnings.ts';
export type * from './problem.ts';
export { type RenderOptions, renderPolicy } from './render-policy.ts';
export { validateName } from './validate-metadata.ts';
export { validatePolicy } from './validate-policy.ts';
