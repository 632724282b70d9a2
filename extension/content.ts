// The content script: starts one feature after the other on a page that can be read.
import { classifyComments } from "./features/classify-comments";
import { highlightReasons } from "./features/highlight-reasons";
import { keepFromPanel } from "./features/keep-comment";
import { LearnWords } from "./features/learn-words";
import { lookUpKnown } from "./features/look-up-known";
import { noticeAnswers } from "./features/notice-answers";
import { noticeChanges } from "./features/notice-changes";
import { type Orders, obeyMessages } from "./features/obey-messages";
import { Dialogs } from "./features/open-dialog";
import { OpenMore } from "./features/open-more";
import { Pointing } from "./features/point-at-comment";
import { Meant, pressShortcut } from "./features/press-shortcut";
import { reportSupervision } from "./features/report-supervision";
import { reportToPanel } from "./features/report-to-panel";
import { showBadges } from "./features/show-badges";
import { softenWords } from "./features/soften-words";
import { PageWatch } from "./features/state";
import { stayConnected } from "./features/stay-connected";
import { usePageRules } from "./features/use-page-rules";
import { useReply } from "./features/use-reply";
import { watchHealth } from "./features/watch-health";
import { watchPage } from "./features/watch-page";
import type { Begin, ReplyOrder } from "./messages";
import { watchRefusals } from "./page/refusals";
import { structureOf } from "./page/structure";
import { LAYER_ID, Layer } from "./parts/layer";
import { Notice } from "./parts/notice";
import { loadLanguage, onLanguage, t } from "./texts";

/** Null: the page was left before anything had begun. */
async function start(signal: AbortSignal): Promise<Orders | null> {
  await Promise.all([loadLanguage(), usePageRules()]);
  if (signal.aborted) return null;
  const watch = new PageWatch();
  const layer = new Layer(signal);
  const notice = new Notice(layer);
  const more = new OpenMore(watch, notice);
  const dialogs = new Dialogs({ watch, layer, notice }, more);
  const meant = new Meant(watch, signal);

  function openDialog(named: string | null, begin: Begin | null = null): void {
    const id = named ?? meant.comment();
    if (id !== null) dialogs.open(id, begin);
    else notice.show({ tone: "warn", title: t().notice.nothingToOpen, lines: [] });
  }

  classifyComments(watch, signal);
  lookUpKnown(watch, signal);
  noticeChanges(watch, signal);
  showBadges(watch, layer, openDialog, signal);
  highlightReasons(watch, layer, signal);
  reportToPanel(watch, signal);
  reportSupervision(watch, signal);
  const connection = stayConnected(watch, signal);
  const pictureTaken = () => layer.show();
  const pointing = new Pointing(layer, (element) => void dialogs.openPointed(element), signal);
  const point = () => pointing.begin();
  const structure = () => JSON.stringify(structureOf(document, location.href, LAYER_ID));
  const reconnect = connection.retry;
  const keep = (id: string) => void keepFromPanel({ watch, layer, notice }, id);
  const lessons = new LearnWords({ watch, layer, notice }, signal);
  const learnWords = () => lessons.begin();
  const archive = (id: string) => dialogs.openThread(id);
  const reply = (order: ReplyOrder) => useReply(watch, order);
  const openMore = () => void more.next();
  pressShortcut({ KeyU: () => openDialog(null), KeyP: point, KeyV: openMore }, signal);
  onLanguage(connection.retry, signal);
  watchHealth(watch, signal);
  watchRefusals(signal);
  noticeAnswers(watch, signal);
  softenWords(watch, layer, signal);
  watchPage(watch, signal);
  const told = { pictureTaken, openDialog, keep, archive, reconnect, point, learnWords };
  return { ...told, structure, reply };
}

/** What is asked while the features start is done when they have: whoever lets us in asks at once. */
function begin(): AbortController {
  const life = new AbortController();
  obeyMessages(start(life.signal), life.signal);
  return life;
}

/** A page that is left is let go at once; one that the browser brings back is begun anew. */
function live(): void {
  let life = begin();
  addEventListener("pagehide", () => life.abort());
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) life = begin();
  });
}

live();
