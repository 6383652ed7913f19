import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The phones of the people whom somebody invents to try the system (`PHONES_FOLDER`, development only): what is sent to a number stands in
 * the file of this name, with its links. Without a folder nothing is kept.
 */
export class DevelopmentPhones {
  constructor(private readonly folder: string | undefined) {}

  async receive(phone: string, text: string): Promise<void> {
    if (this.folder === undefined) return;
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await appendFile(join(this.folder, `${phone.replace(/\D/g, '')}.txt`), `${text}\n`, { mode: 0o600 });
  }
}
