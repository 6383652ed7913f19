import { exportContracts, type ComplaintView } from '@linli/contracts';
import { all, effect, type Office } from './office.js';

const { StartExport, FindExports } = exportContracts.complaints;
const desk = 'complaint-handler';

/** Files that somebody asked for: a register, the form of one case, and one that fails, asked for by the number of the customer instead of the case. */
export async function loadExports(office: Office, { id, partyId }: ComplaintView): Promise<number> {
  const formOf = (complaintId: string) => ({
    ...{ paper: 'complaint-form', format: 'PDF' },
    filters: [{ name: 'complaintId', value: complaintId }],
  });
  const files = {
    'export-register': { paper: 'complaint-register', format: 'XLSX' },
    'export-form': formOf(id),
    'export-wrong': formOf(partyId),
  };
  await all(Object.entries(files), ([name, file]) => office.make(name, desk, StartExport, file));
  return effect('a file and one that failed', async () => {
    const { items } = await office.desk(desk).ask(FindExports, { limit: 100 });
    const ended = (state: string) => items.filter((each) => each.state === state).length;
    return ended('DONE') >= 2 && ended('FAILED') >= 1 ? items.length : undefined;
  });
}
