/** Variables that make a program run, load or read something else than it would: never taken from a kubeconfig. */

const NAMES = new Set([
  'PATH',
  'PATHEXT',
  'COMSPEC',
  'ENV',
  'BASH_ENV',
  'IFS',
  'SHELL',
  'SHELLOPTS',
  'BASHOPTS',
  'PS4',
  'HOME',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'TMPDIR',
  'TEMP',
  'TMP',
  'BROWSER',
  'EDITOR',
  'VISUAL',
  'PAGER',
  'KUBECONFIG',
  'KUBERC',
  'KUBERNETES_EXEC_INFO',
  'CLASSPATH',
  'JAVA_TOOL_OPTIONS',
  '_JAVA_OPTIONS',
  'JDK_JAVA_OPTIONS',
  'GCONV_PATH',
  'LOCPATH',
  'GLIBC_TUNABLES',
  'OPENSSL_CONF',
  'OPENSSL_MODULES',
  'OPENSSL_ENGINES',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'SSLKEYLOGFILE',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_CA_BUNDLE',
  'AWS_PAGER',
  'AWS_DATA_PATH',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AZURE_AUTHORITY_HOST',
  'AZURE_FEDERATED_TOKEN_FILE',
  'AZURE_CONFIG_DIR',
]);

const PREFIXES = [
  'LD_',
  'DYLD_',
  'NODE_',
  'NPM_',
  'PYTHON',
  'PERL',
  'RUBY',
  'GEM_',
  'BUNDLE_',
  'PHP',
  'LUA_',
  'BASH_FUNC_',
  'GIT_',
  'SSH_',
  'XDG_',
  'CLOUDSDK_',
  'AWS_ENDPOINT_URL',
  'DOTNET_',
  'COMPLUS_',
  'CORECLR_',
];

export function steersPrograms(variable: string): boolean {
  // With `LD_PRELOAD=/x.so` for a name, the value begins in the name.
  if (!isVariableName(variable)) return true;
  const name = variable.toUpperCase();
  return NAMES.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix));
}

export function isVariableName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}
