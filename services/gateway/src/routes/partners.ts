/** One question to a service. */
export interface Talk {
  readonly service: string;
  readonly begun: number;
}

/** So few questions at once are no load under which a service could be slow for everybody. */
const QUIET = 4;

interface Partner {
  /** When the youngest question that was answered had been asked. */
  heard: number;
  open: number;
}

/** Who is asked, and whether he answers: to tell what is lost with a replica from a service that is slow. */
export class Partners {
  private readonly known = new Map<string, Partner>();
  private asked = 0;

  begin(service: string): Talk {
    this.of(service).open += 1;
    return { service, begun: ++this.asked };
  }

  /** To be called once for every talk, also when it was refused or given up. */
  answered({ service, begun }: Talk): void {
    const partner = this.of(service);
    partner.open -= 1;
    partner.heard = Math.max(partner.heard, begun);
  }

  /** Whether younger questions were answered meanwhile, or there are hardly any: a slow service is not asked twice. */
  seemsLost({ service, begun }: Talk): boolean {
    const { heard, open } = this.of(service);
    return heard > begun || open <= QUIET;
  }

  private of(service: string): Partner {
    const found = this.known.get(service) ?? { heard: 0, open: 0 };
    this.known.set(service, found);
    return found;
  }
}
