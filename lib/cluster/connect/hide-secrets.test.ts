import { expect, it } from 'vitest';
import { hideSecrets } from './hide-secrets.ts';

it.each([
  ['htps://jane:hunter2@host/path', 'htps://[hidden]@host/path'],
  ['Authorization: Bearer abc.def-ghi', 'Authorization: Bearer [hidden]'],
  ['got eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2lnbmF0dXJl back', 'got [hidden] back'],
  ['k8s-aws-v1.aHR0cHM6Ly9zdHMuYW1hem9uYXdz expired', '[hidden] expired'],
  ['refused client_secret=hunter2, try again', 'refused client_secret=[hidden], try again'],
  ['{"id_token": "abc", "n": 1} token=abc', '{"id_token": "[hidden]", "n": 1} token=[hidden]'],
  ['key AAAAB3NzaC1yc2EAAAADAQABAAABgQDJ0000000000000000 bad', 'key [hidden] bad'],
])('in %j', (words, shown) => {
  expect(hideSecrets(words)).toBe(shown);
});

it.each([
  'The SSO session associated with this profile has expired. To refresh it run aws sso login --profile dev',
  'exec: "aws": executable file not found in $PATH',
  'arn:aws:iam::123456789012:user/jane is not authorized to perform: eks:DescribeCluster',
  'The kubeconfig /home/jane/.kube/config is not valid YAML at line 5, column 12.',
  'invalid token: expired an hour ago',
  'no token for cluster production-eu-central-1-blue-environment-with-a-long-name',
])('leaves %j as it is', (words) => {
  expect(hideSecrets(words)).toBe(words);
});
