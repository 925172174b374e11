/** What history expansion says of a text it cannot follow. */
export class HistoryError extends Error {}
