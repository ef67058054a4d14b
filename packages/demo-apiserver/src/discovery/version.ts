/** The version the demo cluster says it is: the workshop's where its store is shown, and that it is a demo. */

export type Flavour = 'eks' | 'plain';

export function kubernetesVersion(flavour: Flavour): string {
  return flavour === 'eks' ? 'v1.33.5-eks-demo' : 'v1.33.5-demo';
}

export function versionInfo(flavour: Flavour) {
  return {
    major: '1',
    minor: '33',
    emulationMajor: '1',
    emulationMinor: '33',
    minCompatibilityMajor: '1',
    minCompatibilityMinor: '32',
    gitVersion: kubernetesVersion(flavour),
    gitCommit: '0000000000000000000000000000000000000000',
    gitTreeState: 'clean',
    buildDate: '1970-01-01T00:00:00Z',
    goVersion: 'go1.24.6',
    compiler: 'gc',
    platform: 'linux/amd64',
  } as const;
}
