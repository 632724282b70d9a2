// The same words in English.
import { acting } from "./en-acting";
import { problems } from "./en-problems";
import type { Texts } from "./sv";

export const en: Texts = {
  locale: "en-GB",
  otherLanguage: "Svenska",

  categories: {
    insult: "Personal attack",
    hate: "Hate and harassment",
    sexual_violence: "Violence and pornography",
    crime: "Threats and crime",
    copyright: "Copyright",
    profanity: "Profanity",
    commercial: "Advertising",
    confidential: "Secrecy",
    personal_data: "Personal data",
    bad_link: "Prohibited link",
    distress: "Cry for help",
  },
  hints: { question: "Question", political: "Politics", case: "Case" },
  states: {
    captured: "Saved – outcome unknown",
    hidden: "Hidden",
    deleted: "Deleted",
    vanished: "Vanished",
    failed: "Saved – the act failed",
    unknown: "Saved – outcome unknown",
    remains: "Registered – still there",
  },
  disposalTests: {
    little_importance: "It is of little or temporary importance",
    no_connection: "It has no connection to the authority's work",
  },

  badge: {
    reasons: (n) => (n === 1 ? "1 reason" : `${n} reasons`),
    alarm: "Read at once",
    more: (n) => `+${n}`,
    captureOf: (author) => `Save the comment by ${author}`,
    open: (author) => `Open to save and hide or delete the comment by ${author}`,
    commentBy: (author) => `The comment by ${author}`,
    saved: (entry) => `entry ${entry}`,
    edited: (entry) => `Changed after entry ${entry}`,
    someone: "unknown sender",
    hint: "Should be answered or referred",
    layer: "Uppsikt",
  },

  dialog: {
    title: (author) => `Comment by ${author}`,
    category: "What does it break?",
    choose: "Choose …",
    rule: (rule) => `Rule: ${rule}`,
    ground: "Ground for the act",
    act: "Act",
    hide: "Hide",
    hideExplained: "Others no longer see the comment, but it remains on the platform.",
    delete: "Delete",
    deleteExplained: (decision) =>
      `The comment is deleted on the platform. Disposal decision (gallringsbeslut): ${decision}.`,
    noDelete:
      "Delete cannot be chosen: no disposal decision (gallringsbeslut) covers the platform. Hide instead.",
    noDeleteHere: (decision: string) =>
      `Delete cannot be chosen here: the gallringsbeslut (${decision}) does not cover the chosen category. Hide instead.`,
    noHideOnInstagram:
      "Instagram cannot hide comments on the web. If you choose Hide the comment is saved, and you hide it yourself in the app.",
    disposalTest: "It may be deleted because",
    note: "Note (optional)",
    noPicture:
      "No screenshot is taken on this ground: storing the picture is itself a crime (BrB 16:10 a). Report it to the police.",
    care: "The law does not require removal. Make sure that the act does not restrict freedom of expression (RF chapter 2).",
    duty: (law) => `The law requires removal (${law}).`,
    law: (law) => `Law: ${law}.`,
    truncated:
      "The page shows only the beginning. Press “See more” on the comment first, to save it all.",
    saveOnly: "Save",
    saveAndHide: "Save and hide",
    saveAndDelete: "Save and delete",
    completeHide: "Complete: hide",
    completeDelete: "Complete: delete",
    keep: "Keep",
    cancel: "Cancel",
    close: "Close",
    savedAlready: (entry, moderator, when) =>
      `Already saved as entry ${entry} by ${moderator}, ${when}.`,
    savedState: (state) => `State: ${state}.`,
    completeExplained:
      "The content is secured. What remains is the act on the platform; it is done only if you choose it.",
    working: {
      checking: "Reading the comment again …",
      picture: "Taking a screenshot and saving …",
      asking: "No answer. Asking whether the comment was saved …",
    },
    textLabel: "The comment's text",
  },

  notice: {
    kept: "The comment stays. The decision is noted.",
    savedActing: (entry) => `Saved as entry ${entry}. Carrying out the act …`,
    close: "Close the message",
    outcome: {
      hidden: (entry) => `Hidden. Saved as entry ${entry}.`,
      deleted: (entry) => `Deleted. Saved as entry ${entry}.`,
      vanished: (entry) =>
        `The comment vanished without Uppsikt touching it. It is saved as entry ${entry}.`,
      failed: (entry) => `The comment is saved as entry ${entry}, but the act was not carried out.`,
      unknown: (entry) =>
        `The comment is saved as entry ${entry}, but it could not be seen whether the act worked.`,
      remains: (entry) => `The comment is shown again. It is saved as entry ${entry}.`,
    },
    settle: "Look at the page, act yourself if needed, and state the outcome in the register.",
    queued: "The outcome could not be given to the Uppsikt program. It is kept and given later.",
    press:
      "Press the marked button yourself. Uppsikt waits 60 seconds and then reads the page again.",
    openOnPlatform: "Open on Facebook",
    registered: (entry) => `Registered as an incoming record, entry ${entry}.`,
    nothingToOpen: "There is no comment read on this page to open.",
  },

  details: {
    hiddenBefore: "The comment was hidden already when the act was to be carried out.",
    pressedHide: "The hide control was pressed, and the page shows the comment as hidden.",
    personHid: "The moderator pressed, and the page shows the comment as hidden.",
    pressedDelete: "The deletion was confirmed, and the comment is no longer on the page.",
    personDeleted: "The moderator pressed, and the comment is no longer on the page.",
    goneBefore: "The comment was gone before the act was carried out.",
    goneUnasked: "The comment vanished without anyone seen to press.",
    goneAfterHide:
      "The comment is not shown at all after the act; whether it is hidden cannot be seen.",
    stillThere: "The comment stands unchanged after the act.",
    unclear: "The page does not show for certain what happened after the act.",
    pageLeft: "The page changed before the outcome could be seen.",
    postGone: "The post is no longer on the page, so the outcome cannot be seen.",
    textChanged: "The comment's text is no longer the one that was saved. The act was stopped.",
    replaced: "The page drew the comment anew during the act. The act was stopped.",
    noHideControl: "The page has no hide control that can be recognised.",
    noMenu: "The comment's menu could not be opened.",
    noDeleteItem: "The menu has no item for deletion that can be recognised.",
    noConfirm: "No confirm dialog with exactly one confirm button was shown. The act was stopped.",
    blocked: "The platform is blocking acts for now. Uppsikt stopped at once.",
    unexpectedDialog: "The platform showed a dialog that is not recognised.",
    unknownLanguage:
      "The page's language is not calibrated, so Uppsikt touches no buttons. Carry out the act yourself.",
    instagramHide: "Instagram cannot hide on the web. Hide the comment in the app.",
    notPressed: "Nobody pressed the marked button within 60 seconds.",
    cancelled: "The moderator cancelled before any button was pressed that hides or deletes.",
    personRemoves: "On this page Uppsikt presses no buttons: hide or delete the comment yourself.",
    leftOpen: "The platform's dialog or menu is still on the page: close it yourself.",
  },

  opening: {
    sort: "The page now shows all comments. Press again to open more.",
    text: "The whole text is open. Press again to open more.",
    more: "More comments are being fetched. Press again to open more.",
    nothing: "There is nothing more to open here.",
    words: "The page's language has not been learned. Open more comments yourself.",
    offer: "Open more on the page",
  },

  pointing: {
    title: "Point at the comment",
    how: "Click it, or: ↑ larger part, ↓ smaller, ← → next. Enter chooses, Esc cancels.",
    empty: "(no text here)",
    cancel: "Cancel",
    adjust:
      "The page cannot be read with certainty. Check sender and text against the page, and correct what is wrong.",
    author: "Sender, as the name stands on the page",
    text: "The comment's text",
    dialog: "Save what you pointed at",
  },

  message: {
    title: "Register a message",
    explained:
      "A direct message to the municipality is an incoming record. It is saved in the register and stays in the inbox.",
    author: "Sender (who wrote it cannot be read on the page: write the name)",
    save: "Register",
  },

  panel: {
    filter: "Show",
    filters: {
      all: "All",
      action: "Needs action",
      questions: "Unanswered questions",
      political: "Party politics",
      case: "Cases",
    },
    keysHeading: "Keys in the list (?)",
    keys: {
      j: "next comment",
      k: "previous comment",
      "?": "show or hide the keys",
    },
    more: "More …",
    reply: "Reply in the field",
    copy: "Copy reply",
    watch: (moderator: string, when: string) => `On watch: ${moderator} since ${when}`,
    noWatch: "Nobody has taken the watch yet.",
    lookedAt: (when: string) => `Last looked at ${when}`,
    takeWatch: "I take the watch",
    heading: "Comments on the page",
    noPage:
      "Cannot read this page. Uppsikt reads pages on Facebook, posts on Instagram, the inbox of Meta Business Suite and posts on LinkedIn.",
    point: "Point at a comment",
    structureHeading: "Is the page read wrongly?",
    structure: "Save the page's structure",
    structureExplained:
      "The file shows how the page is built and nothing of what it says: all words, names, numbers and addresses are replaced. Send it to those who look after Uppsikt.",
    pointExplained:
      "Is there a comment that cannot be read? Point at it, and it is saved with the same questions (Alt+Shift+P).",
    reload: "Was the page opened before Uppsikt started? Reload it.",
    unproven:
      "Cannot read this page: it cannot be shown which comments belong to the post in the address.",
    none: "No comments are shown on the page yet. Scroll down or open a post.",
    count: (read, total) => `${read} of ${total} comments read`,
    unread: (n) => `${n} without an id cannot be read`,
    foreign: (n) => `${n} belong to other posts`,
    unclassified: (n) => `${n} not yet classified`,
    health: (found, read) => `${found} found, ${read} read`,
    pageChanged:
      "The page seems to have changed: Uppsikt's ways of reading it no longer say the same. Check against the page, point at what is missing, and save the page's structure for those who look after Uppsikt.",
    vanished: (n) =>
      n === 1 ? "1 has vanished since it was read" : `${n} have vanished since they were read`,
    unanswered: (n) => (n === 1 ? "1 unanswered question" : `${n} unanswered questions`),
    counted: (n) => `the page says ${n}`,
    sort: (words) => `sorted by “${words}”`,
    edited: "Changed since it was saved",
    own: "The page's own",
    answered: "Answered",
    calm: "Nothing in the comments read needs action.",
    action: (n) => (n === 1 ? "1 needs action" : `${n} need action`),
    show: "Show on the page",
    open: "Save …",
    openSaved: "Open …",
    connected: (moderator) => `Connected. Moderator: ${moderator}`,
    loading: "Connected. The classifier is starting …",
    connecting: "Connecting …",
    openWindow: "Open the register",
    retry: "Try again",
    connect: "Connect",
    connectExplained:
      "Connect the browser to the Uppsikt program on this computer. You approve it in the program's window.",
    port: "Port",
    codeInput: "Code from the program (if it showed one)",
    settings: "Connection",
    compare: "Compare the code with the one in Uppsikt's window, and approve there:",
    pairStates: {
      waiting: "Waiting for you to approve in Uppsikt's window …",
      approved: "Connected.",
      refused: "The connection was refused in Uppsikt's window.",
      expired: "The code is no longer valid. Try again.",
    },
    shortcut: "Alt+Shift+U opens the comment under the pointer, Alt+Shift+V shows more comments.",
    anonymous: "No name",
    noText: "(no text)",
  },

  ...acting,
  problems,
};
