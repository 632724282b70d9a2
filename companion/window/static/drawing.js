// Draw a region of a picture with the pointer: it fills in the form's numbers, which the keyboard can fill in too.
"use strict";

const image = document.getElementById("drawing");
const form = document.getElementById("region");
if (image && form) {
  const over = image.nextElementSibling;
  const mark = over.firstElementChild;
  let from = null;

  // Pixels of the picture, wherever it is shown at whatever size.
  const at = (event) => {
    const shown = image.getBoundingClientRect();
    const within = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
    return {
      x: within(((event.clientX - shown.left) / shown.width) * image.naturalWidth, image.naturalWidth),
      y: within(((event.clientY - shown.top) / shown.height) * image.naturalHeight, image.naturalHeight),
    };
  };

  over.addEventListener("pointerdown", (event) => {
    over.setAttribute("viewBox", `0 0 ${image.naturalWidth} ${image.naturalHeight}`);
    over.setPointerCapture(event.pointerId);
    from = at(event);
  });
  over.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const to = at(event);
    const box = {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.max(1, Math.abs(to.x - from.x)),
      height: Math.max(1, Math.abs(to.y - from.y)),
    };
    for (const [name, value] of Object.entries(box)) {
      mark.setAttribute(name, value);
      form.elements.namedItem(name).value = value;
    }
  });
  over.addEventListener("pointerup", () => {
    from = null;
    form.elements.namedItem("provision").focus();
  });
}
