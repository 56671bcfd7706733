/** The memory of this machine as it is now. */
import { freemem, totalmem } from "node:os";
import { type MachineMemory } from "./fit";

/** macOS counts its file cache as used; what it would give back at once is not told, so most of it counts. */
export const machineMemory = (): MachineMemory => ({
  totalRam: totalmem(),
  freeRam: process.platform === "darwin" ? totalmem() * 0.75 : freemem(),
});
