/** Who shows how far a run is. */
export interface Progress {
  started(worker: number, what: string): void
  update(counts: { readonly done: number; readonly failed: number; readonly total: number | undefined }): void
  failed(what: string, how: string): void
  /** The run is over: what remains on the screen is one line. */
  finish(counts: { readonly done: number; readonly failed: number; readonly total: number | undefined }): void
}
