/** What could not be read as a request at all is told so by hand, fenced in like every other answer. */

import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { dataHeaders } from '../http/headers.ts';

/** Time for what was said last to arrive. */
const GOODBYE_MS = 100;

/** No other server can leave cookies for a name that it does not know. */
const TOO_MANY_COOKIES =
  'The headers of this request are too large. If other servers of this machine left many cookies for 127.0.0.1 or ' +
  'localhost: the address that the terminal printed has a name of its own, for which they cannot.\n';

export function refuseUnread(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[error.code ?? ''] ?? 400;
  const text = status === 431 ? TOO_MANY_COOKIES : '';
  const headers = Object.entries({
    ...dataHeaders,
    connection: 'close',
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}\r\n${text}`);
  // Whoever never closes its own half would keep the connection, and there are not many, for good. To destroy it at
  // once would reset it where something more was sent meanwhile, and the answer could be lost.
  socket.resume();
  const cut = setTimeout(() => socket.destroy(), GOODBYE_MS);
  socket.once('close', () => clearTimeout(cut));
}
