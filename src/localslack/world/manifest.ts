import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObj, type Obj, obj, objs, str, strs } from '../json.ts';

/** A slash command that the manifest declares. */
export interface CommandEntry {
  command: string;
  url: string;
  shouldEscape: boolean;
}

/** A shortcut that the manifest declares. */
export interface ShortcutEntry {
  name: string;
  type: string;
  callbackId: string;
}

/** What the app's manifest grants; undefined members mean that everything is granted. */
export interface Manifest {
  source: Obj | undefined;
  scopes: Set<string> | undefined;
  events: Set<string> | undefined;
  commands: CommandEntry[] | undefined;
  shortcuts: ShortcutEntry[] | undefined;
  eventsUrl: string;
  interactivityUrl: string;
  optionsUrl: string;
  homeTab: boolean;
  messagesTab: boolean;
  botName: string;
  socketMode: boolean;
}

const OPEN: Manifest = {
  source: undefined,
  scopes: undefined,
  events: undefined,
  commands: undefined,
  shortcuts: undefined,
  eventsUrl: '',
  interactivityUrl: '',
  optionsUrl: '',
  homeTab: true,
  messagesTab: true,
  botName: 'Herald',
  socketMode: false,
};

/** Reads a manifest given as an object or as the path of a YAML file; without one everything is granted. */
export function readManifest(given: object | string | undefined): Manifest {
  if (given === undefined) return OPEN;
  const source: unknown = typeof given === 'string' ? parse(readFileSync(given, 'utf8')) : given;
  if (!isObj(source)) throw new Error('The manifest is not an object.');
  const features = obj(source.features);
  const settings = obj(source.settings);
  const events = obj(settings.event_subscriptions);
  const interactivity = obj(settings.interactivity);
  const home = obj(features.app_home);
  return {
    source,
    scopes: new Set(strs(obj(obj(source.oauth_config).scopes).bot)),
    events: new Set(strs(events.bot_events)),
    commands: objs(features.slash_commands).map(commandEntry),
    shortcuts: objs(features.shortcuts).map(shortcutEntry),
    eventsUrl: str(events.request_url),
    interactivityUrl: str(interactivity.request_url),
    optionsUrl: str(interactivity.message_menu_options_url),
    homeTab: home.home_tab_enabled === true,
    messagesTab: home.messages_tab_enabled !== false,
    botName: str(obj(features.bot_user).display_name) || str(obj(source.display_information).name),
    socketMode: settings.socket_mode_enabled === true,
  };
}

function commandEntry(entry: Obj): CommandEntry {
  return { command: str(entry.command), url: str(entry.url), shouldEscape: entry.should_escape === true };
}

function shortcutEntry(entry: Obj): ShortcutEntry {
  return { name: str(entry.name), type: str(entry.type), callbackId: str(entry.callback_id) };
}
