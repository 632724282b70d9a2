// The window's little script: log-in by the address's fragment, and the banner when a browser asks to be paired.
"use strict";

const login = document.getElementById("login");
function useFragment() {
  if (location.hash.length < 2) return;
  login.elements.namedItem("code").value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
  login.submit();
}
if (login) {
  addEventListener("hashchange", useFragment);
  useFragment();
}

const banner = document.getElementById("waiting");
async function look() {
  try {
    const answer = await fetch(banner.dataset.address);
    if (answer.ok) banner.hidden = (await answer.json()).length === 0;
  } catch {
    banner.hidden = true;
  }
}
if (banner) {
  look();
  setInterval(look, 2000);
}
