/** The CPU time a piece of work takes, in milliseconds; other work on the machine does not count. */
export const cpuMilliseconds = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};
