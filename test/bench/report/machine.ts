/** What the figures were measured on: without it they mean nothing. */
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  readonly system: string;
  readonly node: string;
  /** Programs that wanted to run in the last minute, on average. */
  readonly load: number;
}

export function machineNow(): Machine {
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memory: totalmem(),
    system: `${platform()} ${release()}`,
    node: process.version,
    load: loadavg()[0] ?? 0,
  };
}

/** Undefined when the machine is quiet enough to be quoted. Two threads on a core wait for each other. */
export function busyWarning({ load, cores }: Machine): string | undefined {
  if (load < cores / 2) return undefined;
  return `The machine is busy (load ${load.toFixed(1)} on ${cores} cores): do not quote these figures.`;
}
