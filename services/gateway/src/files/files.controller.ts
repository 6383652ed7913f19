import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Files } from '@linli/bus';
import { refuse, Refusal } from '@linli/kernel';
import { For } from '../auth/access.js';
import { visitorOf } from '../auth/visitor.js';
import { fileName, typeOf } from './file-type.js';

/** Uploads and downloads: the one thing that does not travel as a message. */
@Controller('files')
export class FilesController {
  constructor(private readonly files: Files) {}

  @Post()
  @For()
  async upload(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { actor } = visitorOf(request);
    const { bytes, name } = await received(request);
    const type = typeOf(bytes);
    if (!type) {
      throw new Refusal(
        'unsupported-type',
        'file.unsupported-type',
        'Send an Excel workbook (.xlsx), a PDF, a PNG or a JPEG that is whole; save old .xls and damaged sheets again as .xlsx.',
      );
    }
    const file = await this.files.put(bytes, { name, type, owner: actor.id });
    await reply.code(201).header('location', `/files/${file.fileId}`).send(file);
  }

  @Get(':fileId')
  @For()
  async download(
    @Param('fileId') fileId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { actor } = visitorOf(request);
    const { owner } = await this.files.describe(fileId);
    if (owner !== actor.id)
      throw refuse.notFound('file.not-found', 'There is no such file; files are kept for one day, upload it again.');
    const { bytes, name, type } = await this.files.get(fileId);
    await reply
      .header('content-type', type)
      .header(
        'content-disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`,
      )
      .header('cache-control', 'private, no-store')
      .send(bytes);
  }
}

async function received(request: FastifyRequest): Promise<{ bytes: Buffer; name: string }> {
  if (!request.isMultipart())
    throw new Refusal(
      'unsupported-type',
      'file.not-multipart',
      'Send the file as multipart/form-data in the field "file".',
    );
  try {
    const part = await request.file();
    if (!part) throw refuse.invalid('file.missing', 'Send the file as multipart/form-data in the field "file".');
    const bytes = await part.toBuffer();
    if (bytes.length === 0) throw refuse.invalid('file.empty', 'The file is empty.');
    return { bytes, name: fileName(part.filename) };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw (error as { statusCode?: number }).statusCode === 413
      ? new Refusal(
          'too-large',
          'file.too-large',
          'The file is larger than 20 MB, or there is more than one; send one file of at most 20 MB.',
        )
      : refuse.invalid(
          'file.malformed',
          'The form cannot be read; send one file as multipart/form-data in the field "file".',
        );
  }
}
