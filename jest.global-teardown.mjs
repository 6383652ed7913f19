/** Stops the servers that this run has started. */
export default async function teardown() {
  await globalThis.linliTestServers.close();
}
