/** A label selector, checked as the API server does. */

import { type Cause, forbidden, invalid, required } from '../problems/field-error.ts';
import { asFields, asItems, asText, member } from '../yaml/plain-value.ts';
import { labelValueFaults, qualifiedNameFaults } from './name-syntax.ts';
import { validateLabels } from './validate-metadata.ts';

export function validateSelector(selector: unknown, path: string): readonly Cause[] {
  const fields = asFields(selector);
  return [
    ...validateLabels(member(fields, 'matchLabels'), `${path}.matchLabels`),
    ...asItems(member(fields, 'matchExpressions')).flatMap((requirement, index) =>
      validateRequirement(requirement, `${path}.matchExpressions[${index}]`),
    ),
  ];
}

function validateRequirement(requirement: unknown, path: string): readonly Cause[] {
  const fields = asFields(requirement);
  const operator = asText(member(fields, 'operator')) ?? '';
  const key = asText(member(fields, 'key')) ?? '';
  const values = asItems(member(fields, 'values')).map((value) => asText(value) ?? '');
  return [
    ...operatorCauses(operator, values, path),
    ...qualifiedNameFaults(key).map((fault) => invalid(`${path}.key`, key, fault)),
    ...values.flatMap((value, index) =>
      labelValueFaults(value).map((fault) => invalid(`${path}.values[${index}]`, value, fault)),
    ),
  ];
}

function operatorCauses(operator: string, values: readonly string[], path: string): readonly Cause[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length > 0) return [];
      return [required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
    case 'Exists':
    case 'DoesNotExist':
      if (values.length === 0) return [];
      return [forbidden(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
    default:
      return [invalid(`${path}.operator`, operator, 'not a valid selector operator')];
  }
}
