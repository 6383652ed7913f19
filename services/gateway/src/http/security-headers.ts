import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

const headers: Record<string, string> = {};
const recorder = {
  setHeader: (name: string, value: string) => (headers[name.toLowerCase()] = value),
  removeHeader: () => undefined,
};
helmet({
  // Relative to the docs page: everything comes from the gateway itself, and it may stand behind plain HTTP on a laptop.
  contentSecurityPolicy: {
    directives: {
      upgradeInsecureRequests: null,
      styleSrc: ["'self'", "'unsafe-inline'"],
      fontSrc: ["'self'", 'data:'],
    },
  },
  crossOriginEmbedderPolicy: false,
})({} as IncomingMessage, recorder as unknown as ServerResponse, () => undefined);

/** What helmet sets. It depends on no request, so it is asked once: asked each time, it was an eighth of the gateway's work. */
export const securityHeaders: Readonly<Record<string, string>> = headers;
