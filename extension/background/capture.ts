// Capture as one straight path: picture, whole request, companion, receipt.
import { type Sender, sendToTab } from "../browser";
import { call } from "../companion";
import type { CaptureRequest, Receipt } from "../contract.gen";
import type { CaptureDraft, Crop } from "../messages";
import { client, companionAddress } from "./connection";
import { type Picture, takePicture } from "./picture";

/** Nothing is sent before the picture is whole; `crop` null means that the ground forbids one. */
export async function capture(
  draft: CaptureDraft,
  crop: Crop | null,
  sender: Sender,
): Promise<Receipt> {
  const picture = crop === null ? null : await pictureOf(crop, sender);
  const request: CaptureRequest = {
    ...draft,
    screenshot: picture?.record ?? null,
    client: client(),
  };
  return call(await companionAddress(), "capture", request, picture?.blob ?? null);
}

/** The tab's own layer is away while the picture is taken, and comes back however it went. */
async function pictureOf(crop: Crop, sender: Sender): Promise<Picture> {
  try {
    return await takePicture(sender, crop);
  } finally {
    if (sender.tab?.id !== undefined) await sendToTab(sender.tab.id, { kind: "picture_taken" });
  }
}
