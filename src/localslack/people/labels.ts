import { isObj, type Obj, obj, objs, str } from '../json.ts';
import { namesOf } from '../text/names.ts';
import { textObject } from '../text/visible.ts';
import { ClientRefusal } from '../world/error.ts';
import type { TeamRecord } from '../world/records.ts';

/** An interactive element together with the block it stands in and the words that name it. */
export interface Labelled {
  block: Obj;
  element: Obj;
  labels: string[];
}

const PRESSABLE = new Set(['button', 'workflow_button', 'icon_button']);

/** The words of a text object, as a reader sees them. */
export function words(team: TeamRecord, value: unknown): string {
  return textObject(value, namesOf(team)).trim();
}

/** Every interactive element on a surface, nested ones included, with the words that name each. */
export function labelledElements(team: TeamRecord, blocks: Obj[]): Labelled[] {
  return blocks.flatMap((block) => [
    ...elementsOf(block).map((element) => ({ block, element, labels: labelsOf(team, block, element) })),
    ...labelledElements(team, [
      ...objs(block.child_blocks),
      ...(block.type === 'carousel' ? objs(block.elements) : []),
    ]),
  ]);
}

function elementsOf(block: Obj): Obj[] {
  if (block.type === 'rich_text' || block.type === 'context' || block.type === 'carousel') return [];
  const own = [
    ...objs(block.elements),
    ...objs(block.actions),
    ...[block.element, block.accessory].filter(isObj),
  ];
  return own.flatMap((element) =>
    element.type === 'feedback_buttons'
      ? ['positive_button', 'negative_button'].map((key) => ({
          ...obj(element[key]),
          type: 'feedback_buttons',
          action_id: element.action_id,
        }))
      : [element],
  );
}

function labelsOf(team: TeamRecord, block: Obj, element: Obj): string[] {
  const near = block.type === 'section' ? [words(team, block.text)] : [];
  const own = [block.label, element.text, element.placeholder].map((value) => words(team, value));
  return [...own, str(element.accessibility_label), ...near, str(element.action_id)].filter(Boolean);
}

/** The button that carries these words. */
export function findButton(team: TeamRecord, blocks: Obj[], label: string, value?: string): Labelled {
  const buttons = labelledElements(team, blocks).filter(
    ({ element }) => PRESSABLE.has(str(element.type)) || element.type === 'feedback_buttons',
  );
  const found = buttons.find(
    ({ element }) =>
      [words(team, element.text), element.accessibility_label].includes(label) &&
      (value === undefined || element.value === value),
  );
  if (found) return found;
  const seen = buttons.map(({ element }) => `[${words(team, element.text)}]`).join(' ') || 'no buttons';
  throw new ClientRefusal(`There is no button "${label}" here; a person sees ${seen}.`);
}

/** The menu or input that these words name. */
export function findElement(team: TeamRecord, blocks: Obj[], label: string): Labelled {
  const all = labelledElements(team, blocks).filter(({ element }) => !PRESSABLE.has(str(element.type)));
  const found =
    all.find(({ labels }) => labels.includes(label)) ??
    all.find(({ element }) => holdsOption(team, element, label));
  if (found) return found;
  const seen = all.map(({ labels }) => `"${labels[0] ?? '?'}"`).join(', ') || 'nothing to enter or choose';
  throw new ClientRefusal(`There is nothing called "${label}" here; a person sees ${seen}.`);
}

// An overflow menu shows no words of its own: its options name it.
function holdsOption(team: TeamRecord, element: Obj, label: string): boolean {
  return (
    element.type === 'overflow' && objs(element.options).some((option) => words(team, option.text) === label)
  );
}

/** The option that carries these words. */
export function findOption(team: TeamRecord, element: Obj, label: string): Obj {
  const options = [
    ...objs(element.options),
    ...objs(element.option_groups).flatMap((group) => objs(group.options)),
  ];
  const found = options.find((option) => words(team, option.text) === label);
  if (found) return found;
  const seen = options.map((option) => `"${words(team, option.text)}"`).join(', ');
  throw new ClientRefusal(`There is no option "${label}"; a person sees ${seen}.`);
}
