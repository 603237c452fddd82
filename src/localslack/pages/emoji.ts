const TABLE: Record<string, string> = {
  '+1': '👍',
  '-1': '👎',
  arrow_right: '➡️',
  bar_chart: '📊',
  bell: '🔔',
  bug: '🐛',
  calendar: '📅',
  chart_with_upwards_trend: '📈',
  clipboard: '📋',
  eyes: '👀',
  fire: '🔥',
  hammer_and_wrench: '🛠️',
  heart: '❤️',
  heavy_check_mark: '✔️',
  heavy_plus_sign: '➕',
  hourglass_flowing_sand: '⏳',
  information_source: 'ℹ️',
  large_blue_circle: '🔵',
  large_green_circle: '🟢',
  large_red_circle: '🔴',
  large_yellow_circle: '🟡',
  lock: '🔒',
  mag: '🔍',
  memo: '📝',
  megaphone: '📣',
  mega: '📣',
  no_entry: '⛔',
  no_entry_sign: '🚫',
  package: '📦',
  pencil2: '✏️',
  question: '❓',
  red_circle: '🔴',
  repeat: '🔁',
  rewind: '⏪',
  rocket: '🚀',
  rotating_light: '🚨',
  shield: '🛡️',
  smile: '😄',
  sparkles: '✨',
  speech_balloon: '💬',
  star: '⭐',
  tada: '🎉',
  thumbsup: '👍',
  thumbsdown: '👎',
  warning: '⚠️',
  wave: '👋',
  white_check_mark: '✅',
  white_circle: '⚪',
  wrench: '🔧',
  x: '❌',
  zap: '⚡',
};

/** The picture of an emoji, or its name between colons when the table does not have it. */
export function emoji(name: string): string {
  return TABLE[name.split('::')[0] ?? ''] ?? `:${name}:`;
}

/** Puts pictures in the place of emoji names. */
export function withEmoji(text: string): string {
  return text.replaceAll(/:([a-z0-9_+'-]+):/g, (all, name: string) => TABLE[name] ?? all);
}
