/**
 * The credential commands that kubeconfigs of the large providers name, each with the only form in which it starts
 * without being allowed by the person: with other arguments or variables the same programs run any command, read any
 * file or send the login anywhere.
 */

import type { ArgumentForm } from './argument-form.ts';

export interface KnownCommand extends ArgumentForm {
  /** Variables that a kubeconfig may set for it, and what their values must match. */
  readonly env: Readonly<Record<string, RegExp>>;
}

const WORD = /^[\w.@ -]+$/;
/** A region becomes part of the address that is asked. */
const REGION = /^[a-z0-9-]+$/;

const AWS_ENV = {
  AWS_PROFILE: WORD,
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
  AWS_STS_REGIONAL_ENDPOINTS: /^(regional|legacy)$/,
  AWS_DEFAULT_OUTPUT: WORD,
};

const OIDC_FLAGS = {
  '--oidc-issuer-url': 'https',
  '--oidc-redirect-url': 'loopback',
  '--listen-address': 'loopback',
  ...values(
    '--oidc-client-id',
    '--oidc-client-secret',
    '--oidc-extra-scope',
    '--oidc-pkce-method',
    '--oidc-redirect-url-hostname',
    '--grant-type',
    '--username',
    '--authentication-timeout-sec',
  ),
  ...switches('--oidc-use-pkce', '--oidc-use-access-token', '--skip-open-browser', '--force-refresh'),
} as const;

/** Of Azure; the other program of this name is the one for OIDC. */
const AZURE_FLAGS = {
  ...values(
    '--environment',
    '-e',
    '--server-id',
    '--client-id',
    '--tenant-id',
    '-t',
    '--login',
    '-l',
    '--identity-resource-id',
    '--timeout',
  ),
  ...switches('--legacy', '--use-azurerm-env-vars'),
};

export const KNOWN_COMMANDS: ReadonlyMap<string, KnownCommand> = new Map<string, KnownCommand>([
  [
    'aws',
    {
      words: [['eks', 'get-token']],
      flags: {
        ...values('--cluster-name', '--cluster-id', '--role-arn', '--profile', '--output'),
        '--region': REGION,
        ...switches('--no-cli-pager'),
      },
      env: AWS_ENV,
    },
  ],
  [
    'aws-iam-authenticator',
    {
      words: [['token']],
      flags: {
        ...values('-i', '--cluster-id', '-r', '--role', '-s', '--session-name', '-e', '--external-id'),
        '--region': REGION,
        ...switches('--cache', '--forward-session-name'),
      },
      env: AWS_ENV,
    },
  ],
  [
    'gke-gcloud-auth-plugin',
    {
      words: [[]],
      flags: switches('--use_application_default_credentials'),
      env: { USE_GKE_GCLOUD_AUTH_PLUGIN: WORD },
    },
  ],
  ['gcloud', { words: [['config', 'config-helper']], flags: values('--format'), env: {} }],
  [
    'kubelogin',
    {
      words: [['get-token']],
      flags: { ...OIDC_FLAGS, ...AZURE_FLAGS },
      env: { AAD_LOGIN_METHOD: WORD, AZURE_CLIENT_ID: WORD, AZURE_TENANT_ID: WORD },
    },
  ],
  ['kubectl-oidc_login', { words: [['get-token']], flags: OIDC_FLAGS, env: {} }],
  ['kubectl', { words: [['oidc-login', 'get-token']], flags: OIDC_FLAGS, env: {} }],
  [
    'doctl',
    {
      words: [['kubernetes', 'cluster', 'kubeconfig', 'exec-credential', /^[\w-]{1,64}$/]],
      flags: values('--version', '--context'),
      env: {},
    },
  ],
  [
    'tsh',
    {
      words: [['kube', 'credentials']],
      flags: values('--kube-cluster', '--teleport-cluster', '--proxy'),
      env: {},
    },
  ],
]);

function values(...names: readonly string[]): Record<string, 'value'> {
  return Object.fromEntries(names.map((name) => [name, 'value' as const]));
}

function switches(...names: readonly string[]): Record<string, 'switch'> {
  return Object.fromEntries(names.map((name) => [name, 'switch' as const]));
}
