/** The part of pdfmake 0.3 that the printing thread uses; its published types bring those of a browser into the whole house. */
declare module 'pdfmake' {
  export type Margin = [left: number, top: number, right: number, bottom: number];

  export interface Style {
    fontSize?: number;
    bold?: boolean;
    color?: string;
    fillColor?: string;
    alignment?: 'left' | 'right' | 'center';
    lineHeight?: number;
    font?: string;
    margin?: Margin;
  }

  export interface Layout {
    hLineWidth?: () => number;
    vLineWidth?: () => number;
    hLineColor?: () => string;
    vLineColor?: () => string;
  }

  export interface Text extends Style {
    text: string;
    colSpan?: number;
  }

  export type Cell = Text | Record<string, never>;

  export type Content =
    | Text
    | ({
        table: {
          widths: (number | '*' | 'auto')[];
          body: Cell[][];
          headerRows?: number;
          dontBreakRows?: boolean;
          heights?: number;
        };
        layout?: Layout;
      } & Style)
    | ({ columns: Content[]; unbreakable?: boolean } & Style)
    | ({ stack: Content[]; unbreakable?: boolean } & Style);

  export interface Document {
    info?: { title?: string; producer?: string };
    pageSize: string;
    pageOrientation: 'portrait' | 'landscape';
    pageMargins: Margin;
    defaultStyle: Style;
    watermark?: { text: string; color: string; opacity: number; bold: boolean; fontSize: number };
    footer: (page: number, pages: number) => Content;
    content: Content[];
  }

  const pdfmake: {
    virtualfs: { writeFileSync(name: string, bytes: Uint8Array): void };
    addFonts(fonts: Record<string, { normal: string; bold: string; italics: string; bolditalics: string }>): void;
    setUrlAccessPolicy(allowed: (url: string) => boolean): void;
    setLocalAccessPolicy(allowed: (path: string) => boolean): void;
    createPdf(document: Document): { getBuffer(): Promise<Uint8Array> };
  };
  export default pdfmake;
}
