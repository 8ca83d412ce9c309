import type { zhFrame } from "./zh_frame";

/** The frame round the editors: what is kept where, keys, review, grid. English. */
export const enFrame: Record<keyof typeof zhFrame, string> = {
  "lease.lost": "“{name}” is no longer held. What you did is kept here and offered when the item comes back.",
  "kept.title": "Kept on this computer",
  "kept.waiting": "{count} waiting to be sent; they go when the network is back",
  "kept.lost": "Put aside",
  "kept.why":
    "Work whose item was no longer held, or that a draft of another computer replaced. It is offered when the item comes back; it can be downloaded too.",
  "kept.offer": "You worked on this before",
  "kept.outrun": "Done on this computer, {at}: {count} objects; then the draft from elsewhere was taken.",
  "kept.lost_at": "Put aside {at} when the item was no longer held: {count} objects.",
  "kept.take": "Go on with it",
  "kept.download": "Download",
  "kept.nothing": "Nothing waits to be sent, and nothing was put aside.",
  "kept.count": "{count} put aside",
  "tabs.away": "This project was opened in another window",
  "tabs.kept": "What you began is saved. You can go on with it here.",
  "tabs.here": "Work here",
  "bar.settings": "Settings",
  "command.settings": "Settings: display and keys",
  "command.palette": "Command palette",
  "palette.search": "Name of an action or a class",
  "palette.nothing": "No action of this name.",
  "palette.class": "Class: {name}",
  "settings.look": "Display",
  "settings.large": "Large type",
  "settings.still": "Less motion",
  "settings.names": "Names on objects always (not by colour alone)",
  "settings.keys": "Keys",
  "settings.keys_how":
    "Click a key, then press the new one. It is kept with your account, for every computer.",
  "settings.search": "Find an action",
  "settings.change_key": "Change the key: {name}",
  "settings.press": "Press a key…",
  "settings.taken": "{key} already means “{name}”",
  "settings.reset": "Reset",
  "settings.reset_all": "Reset all",
  "settings.not_kept":
    "It holds here, but could not be kept with your account. Please change it again later.",
};
