/** Another web server of this machine: what it answers, and everything that a browser sent it. */

import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Neighbour {
  readonly port: number;
  /** The address and the headers of every request. */
  readonly requests: readonly { readonly url: string; readonly headers: IncomingHttpHeaders }[];
  close(): Promise<void>;
}

export interface NeighbourAnswer {
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body: string;
}

/** Answers pages unless said; 0 takes any free port. */
export async function startNeighbour(answer: (path: string) => NeighbourAnswer, port = 0): Promise<Neighbour> {
  const requests: { url: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', headers: request.headers });
    const { headers = {}, body } = answer(request.url ?? '/');
    response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
