/** An id of a command that stays the same until the command was answered (SPEC 4.4). */
export interface KeptCommand {
  readonly commandId: string;
  /** To be called when there is an answer: the next command gets a new id. */
  readonly forget: () => void;
}

/** Where the ids are when the page may not use its storage. */
const inMemory = new Map<string, string>();

/**
 * The id of a command with a content, also after the page was loaded again.
 *
 * Only a hash of the content is kept, so that the storage holds nobody's data.
 *
 * @param content what the command does, without secrets.
 */
export async function keptCommand(name: string, content: unknown): Promise<KeptCommand> {
  const key = `rr-${name}-${await hash(stable(content))}`;
  const known = read(key);
  const commandId = known ?? crypto.randomUUID();
  if (known === null) write(key, commandId);
  return { commandId, forget: () => forget(key) };
}

/** JSON; amounts are bigint, which JSON has not. */
function stable(content: unknown): string {
  return JSON.stringify(content, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key) ?? inMemory.get(key) ?? null;
  } catch {
    return inMemory.get(key) ?? null;
  }
}

function write(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    inMemory.set(key, value);
  }
}

function forget(key: string): void {
  inMemory.delete(key);
  try {
    sessionStorage.removeItem(key);
  } catch {
    // A storage that may not be used holds nothing.
  }
}
