import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { MultipartFile } from '@fastify/multipart';
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
        '只接受完好的 Excel 工作簿（.xlsx）、PDF、PNG 或 JPEG 文件；旧版 .xls 或损坏的表格请另存为 .xlsx 后再上传。',
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
    if (owner !== actor.id) throw refuse.notFound('file.not-found', '没有这个文件；文件只保存一天，请重新上传。');
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
    throw new Refusal('unsupported-type', 'file.not-multipart', '请以 multipart/form-data 上传文件，字段名为“file”。');
  try {
    const parts: AsyncIterator<MultipartFile, undefined> = request.files();
    const { value: part } = await parts.next();
    if (!part) throw refuse.invalid('file.missing', '请以 multipart/form-data 上传文件，字段名为“file”。');
    const bytes = await part.toBuffer();
    // Asking for another is what notices it: the form may hold one.
    await parts.next();
    if (bytes.length === 0) throw refuse.invalid('file.empty', '文件是空的，请检查后重新上传。');
    return { bytes, name: fileName(part.filename) };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code } = error as { code?: string };
    if (code === 'FST_FILES_LIMIT') throw refuse.invalid('file.several', '一次上传了多个文件，请一次只上传一个。');
    throw code === 'FST_REQ_FILE_TOO_LARGE'
      ? new Refusal('too-large', 'file.too-large', '文件超过 20 MB，请上传不超过 20 MB 的文件。')
      : refuse.invalid('file.malformed', '上传的表单无法读取，请以 multipart/form-data 上传一个文件，字段名为“file”。');
  }
}
