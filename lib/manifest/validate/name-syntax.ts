/** Syntax of names, label keys and label values. Every function gives the server's complaints, empty when all is well. */

const DNS_LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const DNS_SUBDOMAIN = `${DNS_LABEL}(\\.${DNS_LABEL})*`;
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${QUALIFIED})?`;

const QUALIFIED_RULE =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const VALUE_RULE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const SUBDOMAIN_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
const LABEL_RULE =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";

/** Name of a policy. Also the prefix of a label key. */
export function subdomainFaults(value: string): string[] {
  return lengthAndForm(value, 253, DNS_SUBDOMAIN, SUBDOMAIN_RULE, ['example.com']);
}

/** Name of a namespace. */
export function dnsLabelFaults(value: string): string[] {
  return lengthAndForm(value, 63, DNS_LABEL, LABEL_RULE, ['my-name', '123-abc']);
}

export function labelValueFaults(value: string): string[] {
  return lengthAndForm(value, 63, LABEL_VALUE, VALUE_RULE, ['MyValue', 'my_value', '12345']);
}

/** Key of a label or an annotation: a name, or `prefix/name`. */
export function qualifiedNameFaults(value: string): string[] {
  const parts = value.split('/');
  const examples = ['MyName', 'my.name', '123-abc'];
  if (parts.length > 2) {
    const form = formRule(QUALIFIED_RULE, QUALIFIED, examples);
    return [`a qualified name ${form} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const name = parts.at(-1) ?? '';
  const faults: string[] = [];
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    const prefixFaults = prefix === '' ? ['must be non-empty'] : subdomainFaults(prefix);
    faults.push(...prefixFaults.map((fault) => `prefix part ${fault}`));
  }
  if (name === '') faults.push('name part must be non-empty');
  return [
    ...faults,
    ...lengthAndForm(name, 63, QUALIFIED, QUALIFIED_RULE, examples).map((fault) => `name part ${fault}`),
  ];
}

/** Name of a container port, as a rule may give instead of a number. */
export function portNameFaults(value: string): string[] {
  const faults: string[] = [];
  if (byteLength(value) > 15) faults.push(tooLongRule(15));
  if (!/^[-a-z0-9]+$/.test(value)) {
    faults.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(value)) faults.push('must contain at least one letter (a-z)');
  if (value.includes('--')) faults.push('must not contain consecutive hyphens');
  if (value.startsWith('-') || value.endsWith('-')) faults.push('must not begin or end with a hyphen');
  return faults;
}

export function byteLength(value: string): number {
  return new TextEncoder().encode(value).length;
}

function lengthAndForm(
  value: string,
  limit: number,
  form: string,
  rule: string,
  examples: readonly string[],
): string[] {
  const faults: string[] = [];
  const bytes = byteLength(value);
  if (bytes > limit) faults.push(tooLongRule(limit));
  // Far beyond the limit the form is not looked at: nested repetition takes time that grows faster than the text.
  if (bytes <= 4096 && !new RegExp(`^(${form})$`).test(value)) faults.push(formRule(rule, form, examples));
  return faults;
}

function tooLongRule(limit: number): string {
  return `must be no more than ${limit} characters`;
}

/** The comma and the two spaces are the server's. */
function formRule(rule: string, form: string, examples: readonly string[]): string {
  return `${rule} (e.g. ${examples.map((example) => `'${example}', `).join(' or ')}regex used for validation is '${form}')`;
}
