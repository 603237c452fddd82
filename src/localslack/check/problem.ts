/** One thing wrong with a payload, at a JSON pointer. */
export interface Problem {
  pointer: string;
  message: string;
}

/** The form in which Slack names problems in response_metadata.messages. */
export function problemText(problem: Problem): string {
  return `[ERROR] ${problem.message} [json-pointer:${problem.pointer}]`;
}
