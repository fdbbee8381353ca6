import { type HttpBindings, serve } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { SandboxVendor } from './index.ts';
import { isBroken } from './switches.ts';

export { fileStore } from './file-store.ts';

/** A vendor that listens. */
export interface SandboxListener {
  /** Such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Ends at once, with the requests that are under way. */
  close(): Promise<void>;
}

/** Lets a vendor listen on a port of this machine (0: any free one) and ticks it every second. */
export async function listenSandboxVendor(
  vendor: SandboxVendor,
  port = 0,
  hostname = '127.0.0.1',
): Promise<SandboxListener> {
  const { server, used } = await new Promise<{
    readonly server: ReturnType<typeof serve>;
    readonly used: number;
  }>((resolve, reject) => {
    const answer = async (request: Request, env: unknown): Promise<Response> => {
      const response = await vendor.fetch(request);
      if (!isBroken(response)) return response;
      (env as HttpBindings).outgoing.destroy();
      return RESPONSE_ALREADY_SENT;
    };
    const started = serve({ fetch: answer, port, hostname }, (info) =>
      resolve({ server: started, used: info.port }),
    );
    started.once('error', reject);
  });
  const timer = setInterval(() => void vendor.tick(), 1000);
  return {
    url: `http://${hostname}:${used}`,
    close: () =>
      new Promise((resolve) => {
        clearInterval(timer);
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
