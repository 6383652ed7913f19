import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { Ask, Files, Tokens } from '@linli/bus';
import type { RequestClass } from '@linli/contracts';
import { Admission } from './auth/admission.js';
import { DEV_ISSUER, DevIssuerController } from './auth/dev-issuer.js';
import { RateController } from './customers/rate.controller.js';
import { DocsController, OPENAPI } from './docs/docs.controller.js';
import { FilesController } from './files/files.controller.js';
import { HealthController } from './health/health.controller.js';
import { Readiness } from './health/readiness.js';
import { Changes } from './news/changes.js';
import { ChangesController } from './news/changes.controller.js';
import { Doors } from './http/doors.js';
import { ProblemFilter } from './http/problem-filter.js';
import { Limits } from './limits/limits.js';
import { openapi } from './openapi/openapi.js';
import { pages } from './pages/pages.js';
import { controllersOf } from './routes/controllers.js';
import { Courier } from './routes/courier.js';
import { Door } from './routes/door.js';
import { routesOf } from './routes/route.js';

export interface GatewayParts {
  /** The contracts that become routes. */
  readonly requests: readonly RequestClass[];
  readonly ask: Ask;
  readonly tokens: Tokens;
  readonly files: Files;
  readonly readiness: Readiness;
  readonly doors: Doors;
  readonly changes: Changes;
  readonly limits: Limits;
  /** Address of the development issuer; never in production. */
  readonly devIssuer?: string;
}

@Module({})
export class GatewayModule {
  /** The gateway with a route for every contract. Throws when a contract cannot become one. */
  static of(parts: GatewayParts): DynamicModule {
    const { requests, ask, tokens, files, readiness, doors, changes, limits, devIssuer } = parts;
    const development: Type[] = devIssuer === undefined ? [] : [DevIssuerController];
    const providers: Provider[] = [
      Door,
      { provide: Courier, useValue: new Courier(ask) },
      { provide: Tokens, useValue: tokens },
      { provide: Files, useValue: files },
      { provide: Readiness, useValue: readiness },
      { provide: Doors, useValue: doors },
      { provide: Changes, useValue: changes },
      { provide: Limits, useValue: limits },
      { provide: OPENAPI, useValue: () => openapi(requests) },
      { provide: DEV_ISSUER, useValue: devIssuer ?? '' },
      { provide: APP_GUARD, useClass: Admission },
      { provide: APP_FILTER, useClass: ProblemFilter },
    ];
    return {
      module: GatewayModule,
      imports: [DiscoveryModule],
      controllers: [
        ...controllersOf(routesOf(requests)),
        ...pages,
        FilesController,
        ChangesController,
        RateController,
        DocsController,
        HealthController,
        ...development,
      ],
      providers,
    };
  }
}
