/** A JSON document; the engine knows its shape. */
export type Document = unknown;
