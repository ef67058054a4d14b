export const HELP = `netpol: who can talk to whom by the network policies in manifests or a cluster.

netpol list INPUT...                      every connection
netpol diff BEFORE AFTER                  what a change adds, removes and alters, of pods seen and of rules
netpol explain INPUT... --from A --to B   one verdict, its reasons, and a policy that would admit it
netpol check INPUT...                     findings on the policies

An INPUT is a file or folder of YAML or JSON, or - for standard input. Ends are namespace/name[Kind] or an address.

  --context NAME                    a cluster of the kubeconfig instead of INPUT (of BEFORE in diff)
  --kubeconfig FILE                 this kubeconfig
  --allow-exec COMMAND              let the kubeconfig run this command: a name of the PATH, or an absolute path
  --level pod|workload              what the ends are (workload)
  --format txt|json|csv|md|dot      how the answer is written (txt)
  --profile kubernetes|eks-vpc-cni  whose reading of the specification
                                    (that of the engine a cluster shows; else kubernetes)
  --ipblock-matches-pods true|false whether an ipBlock also holds for the addresses of pods (true)
  --port N, --protocol TCP|UDP|SCTP in explain: the connection asked about (any; TCP where only a port is given)
  --severity info|warning|error     in check: the least that is told (info)

Standard output holds the answer alone. What is wrong with the input is told on standard error as file:line: reason.
Exit codes: 0; diff 1 where something differs; check 1 where there are findings; 2 where the input is bad.
`;
