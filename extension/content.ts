// The content script: starts one feature after the other on a page that can be read.
import { classifyComments } from "./features/classify-comments";
import { highlightReasons } from "./features/highlight-reasons";
import { lookUpKnown } from "./features/look-up-known";
import { obeyMessages } from "./features/obey-messages";
import { Dialogs } from "./features/open-dialog";
import { Meant, pressShortcut } from "./features/press-shortcut";
import { reportToPanel } from "./features/report-to-panel";
import { showBadges } from "./features/show-badges";
import { PageWatch } from "./features/state";
import { stayConnected } from "./features/stay-connected";
import { watchPage } from "./features/watch-page";
import { Layer } from "./parts/layer";
import { Notice } from "./parts/notice";
import { loadLanguage, t } from "./texts";

async function start(signal: AbortSignal): Promise<void> {
  const watch = new PageWatch();
  await loadLanguage(() => watch.changed());
  const layer = new Layer(signal);
  const notice = new Notice(layer);
  const dialogs = new Dialogs({ watch, layer, notice });
  const meant = new Meant(watch, signal);

  function openDialog(named: string | null): void {
    const id = named ?? meant.comment();
    if (id !== null) dialogs.open(id);
    else notice.show({ tone: "warn", title: t().notice.nothingToOpen, lines: [] });
  }

  classifyComments(watch, signal);
  lookUpKnown(watch, signal);
  showBadges(watch, layer, openDialog, signal);
  highlightReasons(watch, layer, signal);
  const reportPage = reportToPanel(watch, signal);
  pressShortcut(() => openDialog(null), signal);
  const connection = stayConnected(watch, signal);
  const pictureTaken = () => layer.show();
  obeyMessages({ reportPage, pictureTaken, openDialog, reconnect: connection.retry }, signal);
  watchPage(watch, signal);
}

void start(new AbortController().signal);
