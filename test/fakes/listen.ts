import { serve } from '@hono/node-server';

/** A fake that listens on a port. */
export interface Listening {
  /** Without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Lets a `fetch` of Web requests listen on a port, any free one unless told. */
export function listen(
  fetch: (request: Request) => Promise<Response>,
  options: { readonly port?: number; readonly hostname?: string } = {},
): Promise<Listening> {
  const hostname = options.hostname ?? '127.0.0.1';
  return new Promise((resolve) => {
    const server = serve({ fetch, hostname, port: options.port ?? 0 }, ({ port }) => {
      resolve({
        url: `http://${hostname}:${port}`,
        close: () =>
          new Promise((done, fail) => {
            server.close((error) => (error ? fail(error) : done()));
          }),
      });
    });
  });
}
