// The only file that names the browser's own API. Chrome, Edge and Firefox differ here and nowhere
// else; both worlds' promises are used.
import type { PageState, Reply, Request, TabMessage } from "./messages";

type Api = typeof chrome & {
  sidebarAction?: { open(): Promise<void> };
};

declare const browser: Api | undefined;

function api(): Api {
  return typeof browser === "undefined" ? chrome : browser;
}

export type Sender = chrome.runtime.MessageSender;

/** Reads one value; undefined where nothing was stored. */
export async function stored<T>(key: string): Promise<T | undefined> {
  const values = await api().storage.local.get(key);
  return values[key] as T | undefined;
}

export async function store(key: string, value: unknown): Promise<void> {
  await api().storage.local.set({ [key]: value });
}

export async function forget(key: string): Promise<void> {
  await api().storage.local.remove(key);
}

/** What the organisation's policy says; undefined where there is none (Firefox rejects then). */
export async function managed(key: string): Promise<unknown> {
  try {
    return (await api().storage.managed.get(key))[key];
  } catch {
    return undefined;
  }
}

/** Kept while the browser runs, and not on the disk; the background may die meanwhile. */
export async function keptForSession<T>(key: string): Promise<T | undefined> {
  const values = await api().storage.session.get(key);
  return values[key] as T | undefined;
}

export async function keepForSession(key: string, value: unknown): Promise<void> {
  await api().storage.session.set({ [key]: value });
}

/** Tells of each change of a stored value, in any part of the extension, until a signal ends it. */
export function onStored(
  key: string,
  listener: (value: unknown) => void,
  signal?: AbortSignal,
): void {
  const changed = (changes: Record<string, chrome.storage.StorageChange>) => {
    const change = changes[key];
    if (change !== undefined) listener(change.newValue);
  };
  api().storage.local.onChanged.addListener(changed);
  signal?.addEventListener("abort", () => {
    if (isAlive()) api().storage.local.onChanged.removeListener(changed);
  });
}

/** To the background; rejects when the worker dies before it answers. */
export async function sendRequest<T>(request: Request): Promise<Reply<T>> {
  const reply = await api().runtime.sendMessage<Request, Reply<T> | undefined>(request);
  if (reply === undefined) throw new Error("no answer from the background");
  return reply;
}

/** One end of a line between a panel and a tab. Either end may go away at any time. */
export interface Line {
  readonly send: (state: PageState) => void;
  readonly onGone: (listener: () => void) => void;
}

/** In a tab: called when a panel begins to follow what is read there. */
export function onFollower(listener: (line: Line) => void): void {
  api().runtime.onConnect.addListener((port) => {
    listener({
      send: (state) => port.postMessage(state),
      onGone: (gone) => port.onDisconnect.addListener(gone),
    });
  });
}

/** In a panel: follow a tab until the returned function is called, or the tab's page goes away. */
export function followTab(
  tabId: number,
  news: (state: PageState) => void,
  gone: () => void,
): () => void {
  const port = api().tabs.connect(tabId);
  port.onMessage.addListener((state) => news(state as PageState));
  port.onDisconnect.addListener(() => {
    void api().runtime.lastError; // Read, or the browser takes it for unheeded.
    gone();
  });
  return () => port.disconnect();
}

/** To a tab's content script; false where there is none. */
export async function sendToTab(tabId: number, message: TabMessage): Promise<boolean> {
  try {
    await api().tabs.sendMessage(tabId, message);
    return true;
  } catch {
    return false;
  }
}

/** Ask a tab's content script; null where there is none, or it has no answer. */
export async function askTab<T>(tabId: number, message: TabMessage): Promise<T | null> {
  try {
    return (await api().tabs.sendMessage<TabMessage, T | undefined>(tabId, message)) ?? null;
  } catch {
    return null;
  }
}

/** Start the content script in a tab that the person has let us into; false where they have not. */
export async function enterTab(tabId: number): Promise<boolean> {
  try {
    const target = { tabId };
    await api().scripting.insertCSS({ target, files: ["highlight.css"] });
    await api().scripting.executeScript({ target, files: ["words.js", "content.js"] });
    return true;
  } catch {
    return false;
  }
}

/** Its address, where we may see it; null otherwise. */
export async function tabAddress(tabId: number): Promise<string | null> {
  return (await api().tabs.get(tabId)).url ?? null;
}

/** The listener's promise is the answer; undefined: the message is not for it. */
export function onMessage(
  listener: (message: unknown, sender: Sender) => Promise<unknown> | undefined,
): void {
  api().runtime.onMessage.addListener((message, sender, respond) => {
    const answer = listener(message, sender);
    if (answer === undefined) return false;
    void answer.then(respond);
    return true;
  });
}

export function onStartup(listener: () => void): void {
  api().runtime.onInstalled.addListener(listener);
  api().runtime.onStartup.addListener(listener);
}

/** The toolbar icon opens the panel, and the click grants activeTab for the picture. */
export function onToolbarClick(listener: (tabId: number | undefined) => void): void {
  api().action.onClicked.addListener((tab) => {
    openPanel(tab.windowId);
    listener(tab.id);
  });
}

/** Called within the click itself: the browsers allow it only there. */
function openPanel(windowId: number): void {
  if (api().sidePanel !== undefined) void api().sidePanel.open({ windowId });
  else void api().sidebarAction?.open();
}

export function onShortcut(listener: (command: string, tabId: number) => void): void {
  api().commands.onCommand.addListener((command, tab) => {
    if (tab?.id !== undefined) listener(command, tab.id);
  });
}

export async function activeTab(): Promise<number | null> {
  const [tab] = await api().tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? null;
}

export function onTabChange(listener: () => void): void {
  api().tabs.onActivated.addListener(listener);
  api().tabs.onUpdated.addListener((_id, change) => {
    if (change.status === "complete") listener();
  });
}

export async function isTabActive(tabId: number): Promise<boolean> {
  return (await api().tabs.get(tabId)).active;
}

/** PNG of the window's active tab, as a data: address. */
export async function captureWindow(windowId: number): Promise<string> {
  return api().tabs.captureVisibleTab(windowId, { format: "png" });
}

export function extensionId(): string {
  return api().runtime.id;
}

export function extensionAddress(path: string): string {
  return api().runtime.getURL(path);
}

export function extensionVersion(): string {
  return api().runtime.getManifest().version;
}

/** Whether the extension that this script belongs to is still there (it may have been updated). */
export function isAlive(): boolean {
  return api().runtime?.id !== undefined;
}
