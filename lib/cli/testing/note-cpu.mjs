/**
 * Loaded ahead of a program: notes the processor time it took, in milliseconds, in the file that CPU_TIME_FILE names. The
 * time on the clock would tell of whatever else the machine does.
 */

import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.CPU_TIME_FILE, String((user + system) / 1000));
});
