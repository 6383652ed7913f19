/** Where customers reach the house from outside (`PUBLIC_URL`), for the links that are sent to them. */
export class PublicAddress {
  constructor(private readonly url: string | undefined) {}

  /** The whole address of a page with its secret behind a `#`, where no server and no proxy logs it; undefined when none is set. */
  of(page: string, secret: string): string | undefined {
    return this.url === undefined ? undefined : `${this.url.replace(/\/$/, '')}/${page}#${secret}`;
  }
}
