/**
 * Runs what one turn of the event loop collects in one go: messages that are written together leave in one system call, which is
 * the dearest part of a message.
 */
export class Together {
  private jobs: (() => void)[] = [];

  add(job: () => void): void {
    if (this.jobs.push(job) === 1) {
      setImmediate(() => {
        const { jobs } = this;
        this.jobs = [];
        for (const each of jobs) each();
      });
    }
  }
}
