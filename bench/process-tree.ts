import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

export interface ProcessUsage {
  pid: number;
  command: string;
  /** Processor time so far, of all its threads. */
  cpuSeconds: number;
  residentMb: number;
}

/** A process and everything that it started, from /proc: Linux only. */
export function processTree(root: number): ProcessUsage[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => read(Number(name)));
  const inTree = new Set([root]);
  // A child may have a lower id than its parent once ids have wrapped around.
  for (let size = 0; size !== inTree.size;) {
    size = inTree.size;
    for (const { pid, parent } of all) if (inTree.has(parent)) inTree.add(pid);
  }
  return all.filter(({ pid }) => inTree.has(pid)).map(({ parent: _, ...usage }) => usage);
}

function read(pid: number): (ProcessUsage & { parent: number })[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return [
      {
        pid,
        parent: Number(fields[1]),
        command,
        cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
        residentMb: Number(resident ?? 0) / 1024,
      },
    ];
  } catch {
    // It ended between the two looks.
    return [];
  }
}
