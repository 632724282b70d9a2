// The same words in English.
import type { Acting } from "./sv-acting";

export const acting: Acting = {
  surfaces: {
    facebook_timeline: "Facebook, the page's feed",
    facebook_permalink: "Facebook, a post",
    facebook_photo: "Facebook, photo",
    facebook_video: "Facebook, video",
    facebook_reel: "Facebook, reel",
    facebook_group: "Facebook, group",
    instagram_post: "Instagram, post",
    instagram_reel: "Instagram, reel",
  },

  learn: {
    title: "Teach Uppsikt the page's words",
    count: (step, all) => `Step ${step} of ${all}.`,
    steps: {
      hide: "Press the button that hides the test comment.",
      unhide: "Press the button that shows the test comment again.",
      menu: "Open the test comment's menu.",
      options: "Point at the test comment and press its options (three dots).",
      deleteItem: "Press the item that deletes. The platform asks first.",
      confirm: "Press the button that confirms. Uppsikt keeps the press: nothing is deleted.",
      cancel: "Press the button that cancels, and the dialog closes.",
    },
    skip: "Skip",
    other: "That does not belong to this step. Nothing was learned. Try again, or skip.",
    unclear: "Two buttons look the same, so Uppsikt would not find the right one. Skip this step.",
    mixed: "The same word means two things, so nothing can be learned.",
    gone: "The test comment is no longer on the page.",
    nothingShown: "Nothing was shown.",
    nothingKept: "Nothing was learned.",
    learned: (words) => `Uppsikt has learned: ${words}.`,
    takeAway: "Remove the test comment yourself when you are done.",
    noTest:
      "First write a comment of your own with the text “Uppsikt test”, and nothing else, under a post on the page.",
    manyTests: "Several comments say “Uppsikt test”. Have only one on the page.",
    nothingToLearn: "Uppsikt never presses anything here, so there is nothing to learn.",
  },

  own: {
    heading: "The page's words and settings",
    explained:
      "Uppsikt only presses buttons whose words are certain. English words are included; others you show. Write a comment of your own, “Uppsikt test”, on the page, and show the buttons once for each language and kind of page.",
    begin: "Show the words on the page",
    noPage: "The page cannot be read. Open a post on the municipality's page.",
    none: "No words have been shown on this computer.",
    place: (surface, lang) => `${surface}, language ${lang}`,
    byPolicy: "by the municipality's policy",
    practice: "The practice page",
    names: {
      hide: "hide",
      unhide: "show again",
      options: "options",
      deleteItem: "delete",
      confirm: "confirm",
      cancel: "cancel",
    },
    forget: "Forget",
    forgetOf: (place) => `Forget the words for ${place}`,
    forgotten: (place) => `The words for ${place} are forgotten.`,
    save: "Save the words as a file",
    load: "Read words from a file",
    loaded: (places) =>
      places === 1
        ? "Words for one kind of page have been read."
        : `Words for ${places} kinds of page have been read.`,
    refused: (where) => `The file was not read. The fault: ${where}. The old words hold.`,
    noJson: "it is no JSON file",
    blocked: (when) => `The platform blocked acts. Uppsikt presses nothing there before ${when}.`,
    resume: "Allow presses again",
    soften: "Blur offending words until I point at them",
  },

  handling: {
    heading: "More to do",
    register: "Register without removing",
    saved: (entry) => `Saved as entry ${entry}.`,
    registered: (entry) => `Registered as entry ${entry}. The comment stays.`,
    review: {
      offer: "Ask a colleague",
      title: "Ask a colleague",
      first: "The colleague's name",
      second: "The question",
      save: "Leave it with the colleague",
      done: (entry) => `Entry ${entry} is with the colleague. Tell the one you ask.`,
    },
    forward: {
      offer: "Forward",
      title: "Forward",
      first: "To whom (department or person)",
      second: "Note (optional)",
      save: "Note that it was forwarded",
      done: (entry) => `Noted that entry ${entry} was forwarded. Uppsikt sends nothing itself.`,
    },
    answered: {
      offer: "Answered",
      title: "The comment is answered",
      first: "When",
      second: "Where the answer is: address or diarienummer (optional)",
      save: "Note the answer",
      done: (entry) => `Noted that entry ${entry} is answered.`,
    },
  },

  thread: {
    title: "Archive the thread",
    post: "The post",
    count: (read, counted) =>
      counted === null
        ? `Comments read: ${read}. The page gives no number.`
        : `Comments read: ${read} of the ${counted} that the page gives.`,
    sort: (words) => `Sorted by “${words}”.`,
    unread: (n) => `Cannot be read and will not be included: ${n}.`,
    cut: (n) => `Included only in their beginning: ${n}.`,
    noPost: "The post's own text cannot be read and will not be included.",
    tooMany: (most) => `An entry does not hold more than ${most} comments.`,
    open: "Replies and comments that have not been opened are not included. Alt+Shift+V opens more, one button for each press.",
    save: "Archive",
    done: (entry, n) =>
      `The thread is archived as entry ${entry}. Comments: ${n}. All of it stays on the page.`,
    before: (entry) => `The same thread is already archived as entry ${entry}.`,
    none: "The thread cannot be archived: which post it belongs to cannot be told.",
  },

  reply: {
    question: "Thank you for your question! We will find out and come back here with an answer.",
    put: "The reply text is in the reply field. Read it through and send it yourself.",
    noField: "No reply field is open for that comment.",
    copied: "The reply text is copied. Paste it and send it yourself.",
    notCopied: "The reply text could not be copied. Click in the panel and try again.",
    noted: "It is noted in the entry.",
    notNoted: "It could not be noted in the entry.",
    none: "The policy has no reply for that comment.",
  },

  crisis: {
    name: "Crisis mode",
    on: (when) => `Crisis mode since ${when}`,
    by: (moderator) => `Turned on by ${moderator}.`,
    order:
      "Cries for help come first, then threats and crime, then questions that wait for an answer.",
    answer: "Needs an answer",
  },

  undo: {
    offer: "Undo: show again",
    working: (entry) => `Showing the comment of entry ${entry} again …`,
    still: (entry) => `The comment is still hidden (entry ${entry}).`,
    pressed: "Uppsikt pressed the page's button, and the page shows the comment again.",
    personPressed: "The moderator pressed, and the page shows the comment again.",
    noControl:
      "The page has no button that shows the comment again. Whether it is hidden cannot be seen.",
  },

  block: {
    held: (when) => `The platform has blocked acts. Uppsikt presses nothing there before ${when}.`,
  },
};
