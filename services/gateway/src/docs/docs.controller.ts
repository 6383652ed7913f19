import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Open } from '../auth/access.js';
import { unknownPath } from '../routes/door.js';
import { asset, assetTypes } from './assets.js';

export const OPENAPI = Symbol('OPENAPI');

const page = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>邻里 API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css"><link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
<div id="docs"></div>
<script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script>
</body>
</html>
`;

const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true, docExpansion: 'none', filter: true,
  displayRequestDuration: true, persistAuthorization: true, tagsSorter: 'alpha', validatorUrl: null });
`;

/** `/openapi.json` and `/docs`, a page that needs nothing from outside. */
@Controller()
export class DocsController {
  private description?: Buffer;

  constructor(@Inject(OPENAPI) private readonly describe: () => object) {}

  @Get('openapi.json')
  @Open()
  openapi(@Res() reply: FastifyReply): void {
    this.description ??= Buffer.from(JSON.stringify(this.describe()));
    void reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(this.description);
  }

  @Get('docs')
  @Open()
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return page;
  }

  @Get('docs/start.js')
  @Open()
  @Header('content-type', 'text/javascript; charset=utf-8')
  start(): string {
    return start;
  }

  @Get('docs/:file')
  @Open()
  async file(@Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    const type = Object.hasOwn(assetTypes, file) ? assetTypes[file] : undefined;
    if (!type) throw unknownPath();
    await reply
      .header('content-type', type)
      .header('cache-control', 'public, max-age=86400')
      .send(await asset(file));
  }
}
