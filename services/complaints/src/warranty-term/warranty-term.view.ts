import type { WarrantyTermView } from '@linli/contracts';

type Facts = Omit<WarrantyTermView, 'projectId'> & { readonly projectId?: string | null };

/** The columns of a WarrantyTermView, from warranty_term t. */
export const warrantyTerms = `t.id, t.version, t.part, t.project_id as "projectId", t.amount, t.unit, t.valid_from::text as "validFrom", t.source,
  t.published_by as "publishedBy" from warranty_term t`;

export function viewOfTerm({ id, version, part, projectId, amount, unit, validFrom, source, publishedBy }: Facts) {
  const term = { id, version, part, amount, unit, validFrom, source, publishedBy };
  return { ...term, ...(projectId ? { projectId } : {}) } satisfies WarrantyTermView;
}
