/** All paths that the server answers, to tell a wrong method (405) from an unknown path (404). */
export class Doors {
  private readonly doors: { readonly parts: readonly string[]; readonly methods: readonly string[] }[] = [];

  add(path: string, methods: readonly string[]): void {
    this.doors.push({ parts: path.split('/'), methods });
  }

  /** Methods that this path takes; none when there is no such path. */
  methodsAt(path: string): string[] {
    const parts = path.split('/');
    const methods = this.doors.filter((door) => fits(door.parts, parts)).flatMap((door) => door.methods);
    return [...new Set(methods)].sort();
  }
}

const fits = (door: readonly string[], parts: readonly string[]): boolean =>
  door.length === parts.length &&
  door.every((part, at) => (part.startsWith(':') ? parts[at] !== '' : part === parts[at]));
