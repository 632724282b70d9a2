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

const exporting = document.getElementById("export");
async function follow() {
  try {
    const answer = await fetch(exporting.dataset.address);
    if (!answer.ok) return location.reload();
    const told = await answer.json();
    if (told.over) return location.reload();
    exporting.querySelector("progress").value = told.done;
    // Said aloud at most twenty times in all.
    const said = document.getElementById("export-done");
    if (told.done - said.textContent >= told.total / 20) said.textContent = told.done;
  } catch {
    // The companion may have been stopped; the next look tells.
  }
  setTimeout(follow, 500);
}
if (exporting?.dataset.address) follow();
if (exporting?.dataset.file && !sessionStorage.getItem(exporting.dataset.once)) {
  sessionStorage.setItem(exporting.dataset.once, "fetched");
  location.assign(exporting.dataset.file);
}

const job = document.getElementById("job");
async function watch() {
  try {
    const answer = await fetch(job.dataset.address);
    if (!answer.ok) return location.reload();
    const told = await answer.json();
    if (told.over) return location.reload();
    const bar = job.querySelector("progress");
    const doing = document.getElementById("job-doing");
    if (doing.textContent !== told.said) doing.textContent = told.said;
    if (told.total) [bar.max, bar.value] = [told.total, told.done];
    else bar.removeAttribute("value");
  } catch {
    // The companion may have been stopped; the next look tells.
  }
  setTimeout(watch, 500);
}
if (job?.dataset.address) watch();
