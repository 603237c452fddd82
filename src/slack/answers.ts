import { z } from 'zod';
import { clean } from './text.ts';

const withValue = z.object({ value: z.string() });
const element = z
  .object({
    type: z.string(),
    value: z.string().nullish(),
    selected_option: withValue.nullish(),
    selected_options: z.array(withValue).nullish(),
    selected_user: z.string().nullish(),
    selected_users: z.array(z.string()).nullish(),
    selected_conversation: z.string().nullish(),
    selected_conversations: z.array(z.string()).nullish(),
    selected_channel: z.string().nullish(),
    selected_channels: z.array(z.string()).nullish(),
    selected_date: z.string().nullish(),
    selected_time: z.string().nullish(),
    selected_date_time: z.number().nullish(),
  })
  .loose();
const state = z.object({ values: z.record(z.string(), z.record(z.string(), element)) });

/** What a person entered in a modal, by the name of each field. */
export type Entered = {
  /** The text or the one choice of a field; undefined when it was left empty. */
  one(name: string): string | undefined;
  /** The choices of a field with several. */
  many(name: string): string[];
  /** Text that `longTextFields` spread over several fields, joined again. */
  long(name: string): string;
};

function single(found: z.infer<typeof element>): string | undefined {
  const value =
    found.value ??
    found.selected_option?.value ??
    found.selected_user ??
    found.selected_conversation ??
    found.selected_channel ??
    found.selected_date ??
    found.selected_time ??
    found.selected_date_time;
  if (value === null || value === undefined) return undefined;
  return clean(String(value)).trim() || undefined;
}

const several = (found: z.infer<typeof element>): string[] =>
  found.selected_options?.map((chosen) => chosen.value) ??
  found.selected_users ??
  found.selected_conversations ??
  found.selected_channels ??
  [];

/** Reads `view.state` of a submit; the action id under a block does not matter, there is one to a block. */
export function entered(viewState: unknown): Entered {
  const parsed = state.safeParse(viewState ?? { values: {} });
  const values = new Map(
    Object.entries(parsed.success ? parsed.data.values : {}).map(([name, byAction]) => [
      name,
      Object.values(byAction)[0],
    ]),
  );
  const one = (name: string): string | undefined => {
    const found = values.get(name);
    return found ? single(found) : undefined;
  };
  return {
    one,
    many: (name) => {
      const found = values.get(name);
      return found ? several(found) : [];
    },
    long: (name) => {
      const parts = [one(name)];
      for (let at = 2; values.has(`${name}_${at}`); at += 1) parts.push(one(`${name}_${at}`));
      return parts.filter((part) => part !== undefined).join('\n');
    },
  };
}
