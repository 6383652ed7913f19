/** A field of a form: its Chinese label and what stands there; an empty one leaves room to write. */
export type PrintedField = readonly [label: string, value: string | undefined];

/** A part of a form, one under the other. */
export type PrintedPart =
  /** Short fields side by side, two a line; the label stands left of its value. */
  | { readonly fields: readonly PrintedField[] }
  /** A field of many words over the whole width, with room for at least `lines` of handwriting. */
  | { readonly label: string; readonly text: string | undefined; readonly lines?: number }
  /** A table whose headers are repeated on each page; `right` names the columns of numbers. */
  | {
      readonly headers: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly widths?: readonly (number | '*' | 'auto')[];
      readonly right?: readonly number[];
      readonly total?: readonly string[];
    }
  /** A line of plain text, such as a promise of the form. */
  | { readonly words: string; readonly small?: boolean }
  /** A heading between parts. */
  | { readonly heading: string }
  /** Places to sign and date, side by side. */
  | { readonly signatures: readonly string[] };

/** A paper ready to print: plain data, so that it can be handed to the printing thread. */
export interface Printed {
  readonly title: string;
  /** The form's number, at the top right and in the name of the file. */
  readonly number?: string;
  /** Lines under the title: 制表日期, project. */
  readonly lines?: readonly string[];
  readonly parts: readonly PrintedPart[];
  /** Across each page in pale letters: 草稿, 副本, 作废. */
  readonly watermark?: string;
  readonly landscape?: boolean;
}
