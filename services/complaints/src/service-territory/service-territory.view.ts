import type { ServiceTerritoryView } from '@linli/contracts';
import { viewing } from '../view/viewing.js';
import { serviceTerritoryWorkflow, type ServiceTerritoryState } from './service-territory.js';

export const shown = viewing<ServiceTerritoryView>(
  't',
  'id version projectId state name buildings staff earlier',
  ({ state }) => serviceTerritoryWorkflow.allowed(state as ServiceTerritoryState),
);
