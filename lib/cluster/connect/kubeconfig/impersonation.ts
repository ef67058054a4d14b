/** Whom the kubeconfig wants to act as, as the headers that say so. */

import { type Fields, isFields, text } from '../json-fields.ts';

export type ImpersonationHeaders = Readonly<Record<string, string | readonly string[]>>;

/** `fields` as the file has them: KubeConfig knows of the name alone, without which groups would be lost. */
export function impersonation(fields: Fields): ImpersonationHeaders {
  const headers: Record<string, string | string[]> = {};
  const as = text(fields.as);
  if (as !== undefined) headers['impersonate-user'] = as;
  const uid = text(fields['as-uid']);
  if (uid !== undefined) headers['impersonate-uid'] = uid;
  const groups = fields['as-groups'];
  if (Array.isArray(groups) && groups.length > 0) headers['impersonate-group'] = groups.map(String);
  const extra = fields['as-user-extra'];
  for (const [key, values] of Object.entries(isFields(extra) ? extra : {})) {
    if (Array.isArray(values))
      headers[`impersonate-extra-${encodeURIComponent(key)}`.toLowerCase()] = values.map(String);
  }
  return headers;
}
