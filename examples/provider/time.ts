import type { Provider } from 'rackrate/node';

/** At most this many days at once, against a slip of the pen. */
const mostDays = 5 * 366;

/**
 * The example's own endpoint of its time machine, no part of the product's API: GET tells the
 * provider's date, POST `{"date":"2027-03-01"}` moves it and answers a line of JSON for each day.
 */
export async function answerTime(request: Request, provider: Provider): Promise<Response> {
  const { today } = await provider.engine.execute({ kind: 'public' }, 'provider.get', {});
  if (request.method === 'GET') return Response.json({ today });
  // A form of another page cannot send this type, so no stranger moves the clock.
  const type = request.headers.get('content-type') ?? '';
  if (request.method !== 'POST' || !type.startsWith('application/json')) {
    return Response.json({ message: 'Send the date as JSON.' }, { status: 415 });
  }
  const { date } = (await request.json().catch(() => ({}))) as { readonly date?: unknown };
  if (typeof date !== 'string' || Number.isNaN(Date.parse(date))) {
    return Response.json({ message: 'Send a date such as 2027-03-01.' }, { status: 400 });
  }
  const days = (Date.parse(date) - Date.parse(today)) / 86_400_000;
  if (days > mostDays) {
    return Response.json({ message: 'That is more than five years ahead.' }, { status: 400 });
  }
  return new Response(daysUntil(provider, date), {
    headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
  });
}

/** A line for each day, with what its billing run did; a fault is the last line. */
function daysUntil(provider: Provider, date: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let open = true;
  return new ReadableStream({
    async start(controller): Promise<void> {
      const tell = (line: object): void => {
        if (open) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      try {
        await provider.advanceTo(date, {
          onDay: ({ date: day, run }) => {
            const { invoices, charges, reminders, suspensions } = run?.counts ?? noCounts;
            tell({ date: day, invoices, charges, reminders, suspensions });
          },
        });
      } catch (error) {
        tell({ message: error instanceof Error ? error.message : String(error) });
      }
      if (open) controller.close();
    },
    // Who left does not stop the clock half-way to the day that was asked for.
    cancel(): void {
      open = false;
    },
  });
}

const noCounts = { invoices: 0, charges: 0, reminders: 0, suspensions: 0 };
