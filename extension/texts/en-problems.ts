// The same problems in English.
import type { problems as sv } from "./sv-problems";

const NOTHING_REMOVED = "Nothing has been removed or hidden.";
const NOTHING_SAVED = "Nothing has been saved, and nothing has been removed or hidden.";

export const problems: typeof sv = {
  not_running: {
    what: "The Uppsikt program on this computer does not answer.",
    kept: NOTHING_SAVED,
    now: "Start Uppsikt and try again.",
  },
  no_answer: {
    what: "The Uppsikt program did not finish its answer.",
    kept: "It is not certain whether anything was saved. Nothing has been removed or hidden.",
    now: "Try again: Uppsikt first asks whether the comment is already saved.",
  },
  stranger: {
    what: "Another program answers on Uppsikt's port.",
    kept: NOTHING_SAVED,
    now: "Start Uppsikt and check the port in the side panel.",
  },
  not_paired: {
    what: "The browser is not connected to Uppsikt.",
    kept: NOTHING_SAVED,
    now: "Open the side panel (click Uppsikt's icon) and choose Connect.",
  },
  token_refused: {
    what: "The Uppsikt program does not know this browser.",
    kept: NOTHING_SAVED,
    now: "Open the side panel and connect the browser again.",
  },
  contract_mismatch: {
    what: "The browser extension and the Uppsikt program have different versions.",
    kept: NOTHING_SAVED,
    now: "Update both to the same version and reload the page.",
  },
  bad_answer: {
    what: "The Uppsikt program gave an answer that cannot be understood.",
    kept: "It is not certain whether anything was saved. Nothing has been removed or hidden.",
    now: "Try again. If it happens again: run “doctor” and contact IT.",
  },
  active_tab_missing: {
    what: "The browser does not yet allow a screenshot of this tab.",
    kept: "Nothing has been saved.",
    now: "Click Uppsikt's icon in the toolbar and try again. Nothing has been removed.",
  },
  tab_not_active: {
    what: "The tab was not shown when the screenshot was to be taken.",
    kept: NOTHING_SAVED,
    now: "Go to the tab and try again.",
  },
  picture_failed: {
    what: "The screenshot could not be taken.",
    kept: NOTHING_SAVED,
    now: "Try again in a moment.",
  },
  picture_mismatch: {
    what: "The screenshot does not have the window's size.",
    kept: NOTHING_SAVED,
    now: "Reset the zoom (Ctrl+0), leave the window as it is and try again.",
  },
  comment_gone: {
    what: "The comment is no longer on the page.",
    kept: NOTHING_SAVED,
    now: "Reload the page and see whether it is still there.",
  },
  comment_changed: {
    what: "The comment's text has changed since the dialog was opened.",
    kept: NOTHING_SAVED,
    now: "Close the dialog, read the new text and open it again.",
  },
  thread_changed: {
    what: "The thread has changed since the dialog showed what it holds.",
    kept: NOTHING_SAVED,
    now: "Read what the dialog says now and press again.",
  },
  not_in_view: {
    what: "The comment could not be shown in the window.",
    kept: NOTHING_SAVED,
    now: "Scroll to the comment and try again.",
  },
  background_gone: {
    what: "The browser stopped Uppsikt in the middle of its work.",
    kept: NOTHING_REMOVED,
    now: "Reload the page and try again. If the comment is saved already, it says so beside it.",
  },
  updated: {
    what: "Uppsikt was updated or restarted after this page was opened.",
    kept: NOTHING_REMOVED,
    now: "Reload the page and try again. If the comment is saved already, it says so beside it.",
  },
  maybe_saved: {
    what: "No answer came, and it cannot be asked whether the comment was saved.",
    kept: "It is not certain whether the comment was saved. Nothing has been removed or hidden.",
    now: "Check that Uppsikt is running and try again: it then first asks whether it is saved.",
  },
  not_saved: {
    what: "The comment was not saved: no answer came, and the program does not have it.",
    kept: NOTHING_SAVED,
    now: "Try again.",
  },
  not_allowed: {
    what: "The request came from a page that may not make it.",
    kept: NOTHING_SAVED,
    now: "Open Uppsikt from the page that you moderate.",
  },
  not_secure: {
    what: "The page is not encrypted (http), and there the browser does not give what saving needs.",
    kept: NOTHING_SAVED,
    now: "Open the page with https, or save a picture of it in another way.",
  },
  cannot_reach_page: {
    what: "The browser does not let Uppsikt into this page.",
    kept: NOTHING_SAVED,
    now: "Go to the tab, click Uppsikt's icon in the toolbar and choose Point at a comment again.",
  },
  unexpected: {
    what: "Something unexpected went wrong in the extension.",
    kept: NOTHING_REMOVED,
    now: "Reload the page and try again.",
  },
};
