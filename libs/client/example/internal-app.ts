import { createClient } from '../generated/client/index.js';
import * as linli from '../generated/index.js';

/** What an internal app needs to begin: where the gateway is, and how its user logs in. */
export interface AppOptions {
  readonly gateway: string;
  /** Gives a fresh access token: in a browser, the code flow of the identity provider. Called at first and when a token has expired. */
  readonly login: () => Promise<string>;
}

/** What became of an approval that the user asked for. */
export type Approval =
  | { readonly outcome: 'approved'; readonly complaint: linli.ComplaintView }
  /** Somebody changed the case since it was shown: here is what it looks like now; the user decides again. */
  | { readonly outcome: 'changed'; readonly complaint: linli.ComplaintView }
  /** The step is not possible any more; the sentence says why. */
  | { readonly outcome: 'impossible'; readonly reason: string; readonly complaint: linli.ComplaintView };

/** The gateway refused and this app has no better idea than to show the sentence. */
export class Refused extends Error {
  constructor(readonly problem: linli.Problem) {
    super(problem.detail);
  }
}

/** A small internal app on the generated client: log in, page through prospects, approve a plan. */
export class InternalApp {
  private readonly client;
  private token?: Promise<string>;

  constructor(private readonly options: AppOptions) {
    this.client = createClient({ baseUrl: options.gateway, auth: () => (this.token ??= options.login()) });
  }

  /** All prospects that the user may see, page after page; the next page is asked for when it is needed. */
  async *prospects(pageSize: number): AsyncGenerator<linli.ProspectView> {
    let cursor: string | undefined;
    do {
      const query = { limit: pageSize, ...(cursor ? { cursor } : {}) };
      const page = await this.done(() => linli.findProspects({ client: this.client, query }));
      yield* page.items;
      cursor = page.next;
    } while (cursor);
  }

  async complaint(complaintId: string): Promise<linli.ComplaintView> {
    return this.done(() => linli.getComplaint({ client: this.client, path: { complaintId } }));
  }

  /** Approves the plan of a complaint as the user has seen it; a case that changed meanwhile is shown instead of overwritten. */
  async approvePlan(seen: linli.ComplaintView, opinion: string): Promise<Approval> {
    // One key for one wish: if the answer is lost, the same key asks for the same answer.
    const headers = { 'Idempotency-Key': crypto.randomUUID(), 'If-Match': `"${seen.version}"` };
    try {
      const complaint = await this.done(() =>
        linli.approvePlan({ client: this.client, path: { complaintId: seen.id }, headers, body: { opinion } }),
      );
      return { outcome: 'approved', complaint };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { status, detail } = error.problem;
      if (status === 412) return { outcome: 'changed', complaint: await this.complaint(seen.id) };
      if (status === 409) return { outcome: 'impossible', reason: detail, complaint: await this.complaint(seen.id) };
      throw error;
    }
  }

  /** The answer; logs in again and repeats once when the token has expired. */
  private async done<T>(
    ask: () => Promise<{ data?: T; error?: unknown; response?: Response }>,
    again = true,
  ): Promise<NonNullable<T>> {
    const { data, error, response } = await ask();
    if (data !== undefined && data !== null) return data;
    if (response?.status === 401 && again) {
      this.token = this.options.login();
      return this.done(ask, false);
    }
    if (!response) throw error;
    throw new Refused(error as linli.Problem);
  }
}
