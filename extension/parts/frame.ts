// A frame around one of the page's own controls, drawn in our layer.
import { make } from "./dom";
import type { Layer } from "./layer";

const MARGIN = 6;

/** Frame the control, and keep the frame on it, until the given function is called. */
export function frameAround(layer: Layer, control: Element): () => void {
  const frame = make("div", { class: "frame" });
  layer.body.append(frame);
  let running = 0;
  const follow = () => {
    const box = control.getBoundingClientRect();
    frame.hidden = box.width === 0;
    frame.style.transform = `translate(${box.x - MARGIN}px, ${box.y - MARGIN}px)`;
    frame.style.width = `${box.width + 2 * MARGIN}px`;
    frame.style.height = `${box.height + 2 * MARGIN}px`;
    running = requestAnimationFrame(follow);
  };
  control.scrollIntoView({ block: "nearest" });
  follow();
  return () => {
    cancelAnimationFrame(running);
    frame.remove();
  };
}
