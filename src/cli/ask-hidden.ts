/** What is needed of a terminal to read from it without echo. */
export interface Terminal {
  readonly input: Pick<NodeJS.ReadStream, 'on' | 'off' | 'pause' | 'resume' | 'setEncoding'> & {
    setRawMode(raw: boolean): unknown;
  };
  readonly output: { write(text: string): unknown };
}

const enter = ['\r', '\n', '\u0004'];
const erase = ['\u007f', '\b'];
const interrupt = '\u0003';

/**
 * Asks on a terminal and shows nothing of the answer.
 *
 * @throws Error when whoever is asked breaks off.
 */
export function askHidden({ input, output }: Terminal, question: string): Promise<string> {
  output.write(question);
  input.setRawMode(true);
  input.setEncoding('utf8');
  input.resume();
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (): void => {
      input.off('data', take);
      input.setRawMode(false);
      input.pause();
      output.write('\n');
    };
    // What is pasted comes as one piece.
    const take = (piece: string): void => {
      for (const letter of piece) {
        if (enter.includes(letter)) {
          end();
          resolve(typed);
          return;
        }
        if (letter === interrupt) {
          end();
          reject(new Error('Broken off; nothing was done.'));
          return;
        }
        typed = erase.includes(letter) ? [...typed].slice(0, -1).join('') : typed + letter;
      }
    };
    input.on('data', take);
  });
}
