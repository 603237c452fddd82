import { parseArgs } from 'node:util';
import { draftNotes } from './index.ts';
import { NotesError } from './types.ts';

const USAGE = 'Usage: notes --repo PATH [--from TAG] [--to TAG] [--web-url URL] [--json]';

function readArguments(): { repo: string; from?: string; to?: string; webUrl?: string; json: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        repo: { type: 'string', default: '.' },
        from: { type: 'string' },
        to: { type: 'string' },
        'web-url': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const { 'web-url': webUrl, ...rest } = values;
    return webUrl === undefined ? rest : { ...rest, webUrl };
  } catch (error) {
    throw new NotesError(
      `${error instanceof Error ? error.message.split('\n')[0] : 'The arguments are wrong'} ${USAGE}`,
    );
  }
}

async function main(): Promise<void> {
  const options = readArguments();
  const draft = await draftNotes(options);
  process.stdout.write(options.json ? `${JSON.stringify(draft.entries, null, 2)}\n` : draft.markdown);
}

main().catch((error: unknown) => {
  const message =
    error instanceof NotesError
      ? error.message
      : `The draft failed: ${error instanceof Error ? error.message : error}`;
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
});
