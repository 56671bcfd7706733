/** Milliseconds of processor time this process has used: a busy machine does not make them more. */
export const processorTime = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
