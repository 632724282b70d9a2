// Asks the background, and gives its problems back as errors.
import { isAlive, sendRequest } from "../browser";
import { ConnectionError, LostAnswer, UppsiktError } from "../errors";
import type { Answer, Kind, Reply, Requests } from "../messages";
import { problem } from "../texts";

/** Throws UppsiktError with the background's words, LostAnswer where it died meanwhile, ConnectionError where it is gone for good. */
export async function ask<K extends Kind>(
  request: Requests[K]["request"] & { kind: K },
): Promise<Answer<K>> {
  const reply = await send<Answer<K>>(request);
  if (!reply.ok) throw new UppsiktError(reply.problem);
  return reply.value;
}

async function send<T>(request: Requests[Kind]["request"]): Promise<Reply<T>> {
  if (!isAlive()) throw new ConnectionError(problem("updated"));
  try {
    return await sendRequest<T>(request);
  } catch (cause) {
    const lost = new LostAnswer(problem("background_gone"));
    lost.cause = cause;
    throw lost;
  }
}
