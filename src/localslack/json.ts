/** A JSON object whose members are not yet known. */
export type Obj = { [key: string]: unknown };

/** Whether a value is a JSON object. */
export function isObj(value: unknown): value is Obj {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object, empty when it is none. */
export function obj(value: unknown): Obj {
  return isObj(value) ? value : {};
}

/** The value as a list, empty when it is none. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The objects in a list. */
export function objs(value: unknown): Obj[] {
  return list(value).filter(isObj);
}

/** The value as text, empty when it is none. */
export function str(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The strings in a list. */
export function strs(value: unknown): string[] {
  return list(value).filter((item) => typeof item === 'string');
}

/** Parses JSON, or gives undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value at a dotted path such as `text.text`. */
export function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((current, key) => (isObj(current) ? current[key] : undefined), value);
}

/** The length that Slack counts: Unicode code points. */
export function codePoints(text: string): number {
  return [...text].length;
}
