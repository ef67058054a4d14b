/** Takes what may be a secret out of words that others wrote before they are shown or logged. */

const SECRETS: readonly (readonly [RegExp, string])[] = [
  // Of an address: https://user:password@host.
  [/\/\/[^/\s"'@]+@/g, '//[hidden]@'],
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, '$1 [hidden]'],
  // Tokens of service accounts and of OIDC, and those of EKS.
  [/\beyJ[\w-]{8,}(?:\.[\w-]+)*/g, '[hidden]'],
  [/\bk8s-aws-v1\.[\w-]+/g, '[hidden]'],
  // token=..., "password": "...", but not the words after `invalid token: `.
  [/((?:token|password|passwd|secret|secret[_-]?key|access[_-]?key)["']?\s*=\s*["']?)[^\s,;&"']+/gi, '$1[hidden]'],
  [/((?:token|password|passwd|secret|secret[_-]?key|access[_-]?key)["']?\s*:\s*["'])[^"']+/gi, '$1[hidden]'],
  // Nothing else that a person reads has so many letters and digits on end.
  [/\b(?=[A-Za-z0-9+_-]*\d)(?=[A-Za-z0-9+_-]*[A-Z])[A-Za-z0-9+_-]{40,}={0,2}/g, '[hidden]'],
];

export function hideSecrets(words: string): string {
  return SECRETS.reduce((text, [secret, instead]) => text.replace(secret, instead), words);
}
