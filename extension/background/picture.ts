// The picture of a comment: the visible tab, cut to the comment with its surroundings.
import { captureWindow, isTabActive, type Sender } from "../browser";
import type { Screenshot } from "../contract.gen";
import { PictureError } from "../errors";
import type { Crop } from "../messages";
import { problem } from "../texts/problems";

const TRIES = 4;
const QUOTA_PAUSE = 700;

export interface Picture {
  readonly blob: Blob;
  readonly record: Screenshot;
}

/** Takes the picture of the sender's tab, which must be shown before and after. */
export async function takePicture(sender: Sender, crop: Crop): Promise<Picture> {
  const tab = sender.tab;
  if (tab?.id === undefined) throw new PictureError(problem("tab_not_active"));
  await requireActive(tab.id);
  const shown = await captureWithinQuota(tab.windowId);
  await requireActive(tab.id);
  return cut(shown, crop);
}

async function requireActive(tabId: number): Promise<void> {
  if (!(await isTabActive(tabId))) throw new PictureError(problem("tab_not_active"));
}

/** The browser allows two pictures a second: wait, and try again. */
async function captureWithinQuota(windowId: number): Promise<Blob> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return toBlob(await captureWindow(windowId));
    } catch (cause) {
      const words = cause instanceof Error ? cause.message : String(cause);
      if (/activeTab|all_urls|permission/i.test(words)) {
        throw new PictureError(problem("active_tab_missing"));
      }
      if (attempt === TRIES || !/MAX_CAPTURE|quota/i.test(words)) {
        throw new PictureError(problem("picture_failed"));
      }
      await new Promise((resolve) => setTimeout(resolve, QUOTA_PAUSE));
    }
  }
}

function toBlob(dataAddress: string): Blob {
  const base64 = dataAddress.slice(dataAddress.indexOf(",") + 1);
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type: "image/png" });
}

async function cut(shown: Blob, crop: Crop): Promise<Picture> {
  const image = await createImageBitmap(shown);
  if (!fits(crop, image.width, image.height)) {
    throw new PictureError(problem("picture_mismatch"));
  }
  const area = pixelsOf(crop, image.width, image.height);
  const canvas = new OffscreenCanvas(area.width, area.height);
  canvas
    .getContext("2d")
    ?.drawImage(image, area.x, area.y, area.width, area.height, 0, 0, area.width, area.height);
  image.close();
  const blob = await canvas.convertToBlob({ type: "image/png" });
  const sha256 = await hashOf(await blob.arrayBuffer());
  const { width, height } = area;
  return {
    blob,
    record: { sha256, width, height, pixel_ratio: crop.pixelRatio, whole: crop.whole },
  };
}

const TOLERANCE = 3;

/** Whether the picture has the window's size; it has not while the window is being resized. */
export function fits(crop: Crop, imageWidth: number, imageHeight: number): boolean {
  const isNear = (length: number, pixels: number) =>
    Math.abs(length * crop.pixelRatio - pixels) <= TOLERANCE;
  const wide = isNear(crop.windowWidth, imageWidth) || isNear(crop.contentWidth, imageWidth);
  const high = isNear(crop.windowHeight, imageHeight) || isNear(crop.contentHeight, imageHeight);
  return wide && high;
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The crop in the picture's own pixels, kept within the picture. */
export function pixelsOf(crop: Crop, imageWidth: number, imageHeight: number): Area {
  const scale = crop.pixelRatio;
  const x = clamp(Math.floor(crop.x * scale), imageWidth - 1);
  const y = clamp(Math.floor(crop.y * scale), imageHeight - 1);
  return {
    x,
    y,
    width: Math.max(1, clamp(Math.ceil(crop.width * scale), imageWidth - x)),
    height: Math.max(1, clamp(Math.ceil(crop.height * scale), imageHeight - y)),
  };
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(0, value), most);
}

/** SHA-256 in lowercase hex. */
async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
