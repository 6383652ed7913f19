import type { OverdueFeedView } from '@linli/contracts';
import type { OverdueFeed } from './overdue-feed.js';

export function view(feed: OverdueFeed): OverdueFeedView {
  const {
    id,
    version,
    projectId,
    fileName,
    asOf,
    importedAt,
    importedBy,
    opened,
    changed,
    unchanged,
    bad,
    badRows,
    errorFileId,
  } = feed;
  return {
    ...{ id, version, projectId, fileName, asOf, importedBy, opened, changed, unchanged, bad, badRows },
    importedAt: importedAt.toISOString(),
    ...(errorFileId === null ? {} : { errorFileId }),
    allowed: [],
  };
}
