import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what outlives a start belongs, by the XDG convention. */
export function stateFolder(): string {
  return join(process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'netpol-studio');
}
