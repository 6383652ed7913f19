import { Env } from './config.js';
import * as read from './config-readers.js';
import { everywhereInProduction, ProcessConfig } from './service-config.js';

const origin: read.Reader<string> = (written) => {
  if (!URL.canParse(written) || new URL(written).origin !== written)
    throw new Error('must be origins such as https://app.example.com, separated by commas');
  return written;
};

/** What the gateway reads. */
export class GatewayConfig extends ProcessConfig {
  @Env('PORT', read.port, { default: 3000, example: '3000' })
  readonly port!: number;

  @Env('HOST', read.text(), { default: everywhereInProduction, example: '0.0.0.0' })
  readonly host!: string;

  /** What one person may ask in a minute, over all replicas; 0 is without a limit. */
  @Env('REQUESTS_PER_MINUTE', read.whole({ min: 0, max: 10_000_000 }), { default: 6_000, example: '6000' })
  readonly requestsPerMinute!: number;

  /** How often one person may search for persons by telephone, name or papers in a minute; 0 is without a limit. */
  @Env('LOOKUPS_PER_MINUTE', read.whole({ min: 0, max: 10_000_000 }), { default: 120, example: '120' })
  readonly lookupsPerMinute!: number;

  /** What one address may ask in a minute without a token, such as with a link; 0 is without a limit. */
  @Env('VISITS_PER_MINUTE', read.whole({ min: 0, max: 10_000_000 }), { default: 30, example: '30' })
  readonly visitsPerMinute!: number;

  /** Proxies in front of the gateway whose word on the caller's address is taken: addresses or networks, separated by commas. */
  @Env('TRUSTED_PROXIES', read.several(read.text()), { optional: true, example: '10.0.0.0/8' })
  readonly trustedProxies?: readonly string[];

  /** Address of the development issuer, whose /dev/people and /dev/token the gateway passes on. */
  @Env('DEV_ISSUER', read.address(['http']), {
    optional: true,
    developmentOnly: true,
    example: 'http://127.0.0.1:3900',
  })
  readonly devIssuer?: string;

  /** Origins of the browsers that may call; none unless told. */
  @Env('CORS_ORIGINS', read.several(origin), {
    optional: true,
    example: 'https://app.example.com,https://admin.example.com',
  })
  readonly corsOrigins?: readonly string[];
}
