/**
 * The points on which implementations of NetworkPolicy differ, each a named choice. Rule numbers are those of the tests
 * (rules/); a decision names the choices that decided it (`Decision.decidedBy`).
 *
 * Not here, since what they hang on is in no snapshot: which entries of a full table are dropped, and whether connections
 * that are open already are cut.
 */
export interface Profile {
  readonly name: 'kubernetes' | 'eks-vpc-cni' | 'custom';
  /**
   * Rule 20: whether an ipBlock also matches the addresses of pods. The specification says ipBlocks "should" be outside
   * the cluster; the conformance tests of Kubernetes, Calico, Antrea and the VPC CNI match pods, Cilium does not.
   */
  readonly ipBlockMatchesPods: boolean;
  /**
   * Rule 31: traffic between a pod and the machine it runs on. Kubernetes' documentation allows both directions, and so
   * does the VPC CNI; the comments of its API speak of traffic into the pod alone (`into-pods`).
   */
  readonly ownNodeTraffic: 'both-directions' | 'into-pods' | 'as-policy';
  /**
   * Rule 32: a pod that reaches itself through a Service. Unspecified, and implementations differ; asked about only by
   * `Question.throughService`, for a pod always reaches itself by its own address.
   */
  readonly loopbackThroughService: 'allowed' | 'as-policy' | 'unknown';
  /**
   * Rule 33: pods on their machine's network as peers. Undefined; most give them their machine's address alone, which
   * an ipBlock may hold. Some match them by selectors. The controller of the VPC CNI takes up the address of the
   * machine where a selector matches one, so that everything on that machine's network is admitted.
   */
  readonly hostNetworkPeers: 'node-address-only' | 'matched-by-selectors' | 'match-opens-node';
  /** Rule 28: whether a port name may be a sidecar's. Kubernetes says so; the VPC CNI looks at containers alone. */
  readonly sidecarPorts: 'resolved' | 'ignored';
  /**
   * Rules 27 and 37: a named port of an egress rule without `to`. The conformance tests want every pod that has the
   * name; the controller of the VPC CNI drops the port.
   */
  readonly egressNamedPortToEveryone: 'every-pod-with-the-name' | 'nothing';
  /**
   * Rule 27: a named port of an egress rule towards an ipBlock that holds the address of a pod. Nothing says what it
   * means; the reference enforcer looks the name up on the pod, the controller of the VPC CNI drops the port.
   */
  readonly egressNamedPortToIpBlock: 'pods-in-the-block' | 'nothing';
  /**
   * Rule 28: one port name given twice in a pod, which the API server only warns about. The reference enforcer admits
   * every number of the name; the controller of the VPC CNI takes the first.
   */
  readonly portNameGivenTwice: 'every-number' | 'first-number';
  /**
   * Rules 26 and 37: a named port of an ingress rule. It is each pod's own number; the controller of the VPC CNI opens
   * the numbers of all pods that the policy selects on each of them.
   */
  readonly ingressNamedPorts: 'own-number' | 'numbers-of-all-selected-pods';
  /**
   * Rule 36: what egress rules hold against where a connection goes to a Service. Most translate its address first; the
   * agent of the VPC CNI judges before, and its controller lets a rule stand for a Service only where the labels by which
   * that selects its pods satisfy the rule's podSelector.
   */
  readonly serviceEgress: 'to-its-pods' | 'to-its-address';
}

/** The name of a choice, as a decision names what decided it. */
export type ProfileOption = Exclude<keyof Profile, 'name'>;

/** The specification, its documentation and its conformance tests; where they are silent, what most do, or unknown. */
export const KUBERNETES: Profile = {
  name: 'kubernetes',
  ipBlockMatchesPods: true,
  ownNodeTraffic: 'both-directions',
  loopbackThroughService: 'unknown',
  hostNetworkPeers: 'node-address-only',
  sidecarPorts: 'resolved',
  egressNamedPortToEveryone: 'every-pod-with-the-name',
  egressNamedPortToIpBlock: 'pods-in-the-block',
  portNameGivenTwice: 'every-number',
  ingressNamedPorts: 'own-number',
  serviceEgress: 'to-its-pods',
};

/** What the controller and the agent of the Amazon VPC CNI do, as read in their sources. */
export const EKS_VPC_CNI: Profile = {
  name: 'eks-vpc-cni',
  ipBlockMatchesPods: true,
  ownNodeTraffic: 'both-directions',
  loopbackThroughService: 'unknown',
  hostNetworkPeers: 'match-opens-node',
  sidecarPorts: 'ignored',
  egressNamedPortToEveryone: 'nothing',
  egressNamedPortToIpBlock: 'nothing',
  portNameGivenTwice: 'first-number',
  ingressNamedPorts: 'numbers-of-all-selected-pods',
  serviceEgress: 'to-its-address',
};

/** Every choice and what may be chosen, the usual first. */
export const PROFILE_CHOICES: { readonly [O in ProfileOption]: readonly Profile[O][] } = {
  ipBlockMatchesPods: [true, false],
  ownNodeTraffic: ['both-directions', 'into-pods', 'as-policy'],
  loopbackThroughService: ['unknown', 'allowed', 'as-policy'],
  hostNetworkPeers: ['node-address-only', 'matched-by-selectors', 'match-opens-node'],
  sidecarPorts: ['resolved', 'ignored'],
  egressNamedPortToEveryone: ['every-pod-with-the-name', 'nothing'],
  egressNamedPortToIpBlock: ['pods-in-the-block', 'nothing'],
  portNameGivenTwice: ['every-number', 'first-number'],
  ingressNamedPorts: ['own-number', 'numbers-of-all-selected-pods'],
  serviceEgress: ['to-its-pods', 'to-its-address'],
};
