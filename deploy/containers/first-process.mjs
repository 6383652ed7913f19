/**
 * Loaded before the program. The first process of a container gets a signal only if it listens for it; without this, a stop
 * while the program is still loading would be lost, and the container killed at the end of its grace period.
 */
for (const [signal, code] of Object.entries({ SIGTERM: 143, SIGINT: 130 })) {
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) process.exit(code);
  });
}
