/** YAML text <-> policy, comments kept; problems as data. Pure. */

export { decodeText } from './files/decode-text.ts';
export { splitDocuments } from './files/split-documents.ts';
export { templateIn } from './files/template.ts';
export { type Cause, type CauseReason, invalidMessage } from './problems/field-error.ts';
export type * from './problems/problem.ts';
export type { ProblemCode } from './problems/problem-code.ts';
export { type DecodeFault, decodeAs, decodePolicy, decodingMessage, unknownFields } from './shape/decode-policy.ts';
export { defaultPolicy } from './shape/default-policy.ts';
export { type JsonSchema, networkPolicySchema } from './shape/network-policy-schema.ts';
export type { Shape } from './shape/policy-shape.ts';
export { METADATA } from './shape/policy-shape.ts';
export { applyTextEdits } from './text/apply-edits.ts';
export { editsTowards } from './text/edits-towards.ts';
export { type NewPolicy, newPolicyText } from './text/new-policy-text.ts';
export { parsePolicies } from './text/parse-policies.ts';
export { placeAt, type TextPlace } from './text/place-at.ts';
export type * from './text/policy-document.ts';
export { type RenderOptions, renderPolicy } from './text/render-policy.ts';
export { portNameFaults } from './validate/name-syntax.ts';
export { policyFaults } from './validate/policy-faults.ts';
export { type PolicyWarning, policyWarnings } from './validate/policy-warnings.ts';
export { validateLabels, validateMetadata, validateName } from './validate/validate-metadata.ts';
export { validatePolicy } from './validate/validate-policy.ts';
export { locate } from './yaml/locate.ts';
export { readYaml, type YamlLimits, type YamlReading } from './yaml/read-yaml.ts';
export { DIALECT, MAX_ALIASES } from './yaml/yaml-dialect.ts';
export { type YamlFault, yamlFaults } from './yaml/yaml-faults.ts';
