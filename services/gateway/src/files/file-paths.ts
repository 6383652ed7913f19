import type { HandWritten } from '../openapi/hand-written.js';
import { jsonOf } from '../openapi/operation.js';
import { problems } from '../openapi/problems.js';

const uuid = { type: 'string', format: 'uuid' };

/** `POST /files` and `GET /files/:fileId` as they stand in the OpenAPI description. */
export const filePaths: readonly HandWritten[] = [
  {
    path: '/files',
    method: 'POST',
    operation: {
      operationId: 'UploadFile',
      tags: ['gateway'],
      summary: '上传附件:一份文件',
      description:
        'An Excel workbook (.xlsx), PDF, PNG or JPEG of at most 20 MB, kept for one day: name its fileId in a command. Everybody with a token.',
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
              required: ['file'],
            },
          },
        },
      },
      responses: {
        201: {
          description: 'Made',
          content: jsonOf({
            type: 'object',
            properties: { fileId: uuid, name: { type: 'string' }, size: { type: 'integer' }, type: { type: 'string' } },
            required: ['fileId', 'name', 'size', 'type'],
          }),
        },
        ...problems(400, 401, 413, 415, 500, 503),
      },
    },
  },
  {
    path: '/files/:fileId',
    method: 'GET',
    operation: {
      operationId: 'DownloadFile',
      tags: ['gateway'],
      summary: '下载附件:自己的文件',
      description: 'A file of your own: one you have uploaded, or one that was made for you, such as an error sheet.',
      parameters: [{ name: 'fileId', in: 'path', required: true, schema: uuid }],
      responses: {
        200: { description: 'Done', content: { 'application/octet-stream': {} } },
        ...problems(401, 404, 500, 503),
      },
    },
  },
];
