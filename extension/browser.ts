// The only file that names the browser's own API. Chrome, Edge and Firefox differ here and nowhere
// else; both worlds' promises are used.
import type { PageNews, Reply, Request, TabMessage } from "./messages";

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

/** Tells of each change of a stored value, in any part of the extension. */
export function onStored(key: string, listener: (value: unknown) => void): void {
  api().storage.local.onChanged.addListener((changes) => {
    const change = changes[key];
    if (change !== undefined) listener(change.newValue);
  });
}

/** To the background; rejects when the worker dies before it answers. */
export async function sendRequest<T>(request: Request): Promise<Reply<T>> {
  const reply = await api().runtime.sendMessage<Request, Reply<T> | undefined>(request);
  if (reply === undefined) throw new Error("no answer from the background");
  return reply;
}

/** To an open panel, if there is one. */
export async function sendNews(news: PageNews): Promise<void> {
  try {
    await api().runtime.sendMessage(news);
  } catch {
    // No panel is open: there is nobody to tell.
  }
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

export function onShortcut(listener: (tabId: number) => void): void {
  api().commands.onCommand.addListener((_command, tab) => {
    if (tab?.id !== undefined) listener(tab.id);
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
