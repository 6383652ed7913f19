import { Desk } from '@linli/testing/desk';

interface Token {
  readonly access_token: string;
  readonly expires_in: number;
}

/** A demo person as the development issuer shows him. */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly roles: readonly string[];
}

const RENEW_BEFORE_MS = 60_000;
const PATIENCE_MS = 20_000;

/** Desks of the demo people, reached through the gateway alone: their tokens come from the development issuer. */
export class Desks {
  private readonly desks = new Map<string, Desk>();

  constructor(readonly gateway: string) {}

  /** The desk of this person, by his id at the issuer, such as `consultant`. */
  of(person: string): Desk {
    const known = this.desks.get(person);
    if (known) return known;
    const desk = new Desk({ gateway: this.gateway, token: this.tokensOf(person), patienceMs: PATIENCE_MS });
    this.desks.set(person, desk);
    return desk;
  }

  async people(): Promise<readonly DemoPerson[]> {
    const response = await fetch(`${this.gateway}/dev/people`);
    const body = (await response.json()) as readonly DemoPerson[] | { readonly people: readonly DemoPerson[] };
    return 'people' in body ? body.people : body;
  }

  private tokensOf(person: string): () => Promise<string> {
    let token: Promise<string> | undefined;
    let until = 0;
    return () => {
      if (token === undefined || performance.now() > until) {
        until = performance.now() + RENEW_BEFORE_MS;
        token = this.fetchToken(person).then(({ access_token, expires_in }) => {
          until = performance.now() + Math.max(0, expires_in * 1_000 - RENEW_BEFORE_MS);
          return access_token;
        });
      }
      return token;
    };
  }

  private async fetchToken(person: string): Promise<Token> {
    const response = await fetch(`${this.gateway}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ person }),
    });
    if (!response.ok) throw new Error(`no token for ${person}: ${await response.text()}`);
    return (await response.json()) as Token;
  }
}
