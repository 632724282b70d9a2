// The age that Facebook shows beside a comment ("3 tim", "Yesterday at 2:05 PM") as the interval it
// implies. Whether the page rounds or cuts is not evidenced, so the interval holds for both. An
// unknown form gives null: it is shown, never guessed.

export interface Interval {
  readonly earliest: Date;
  readonly latest: Date;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:s|sek|sekund|sekunder|sec|secs|second|seconds)$/, SECOND],
  [/^(?:m|min|mins|minut|minuter|minute|minutes)$/, MINUTE],
  [/^(?:h|t|tim|timme|timmar|hr|hrs|hour|hours)$/, HOUR],
  [/^(?:d|dag|dagar|dygn|day|days)$/, DAY],
  [/^(?:v|vecka|veckor|w|wk|wks|week|weeks)$/, 7 * DAY],
  [/^(?:mån|månad|månader|mo|month|months)$/, 30.5 * DAY],
  [/^(?:å|år|y|yr|yrs|year|years)$/, 365.25 * DAY],
];

const MONTHS = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
const ENGLISH_MONTHS: Readonly<Record<string, string>> = { may: "maj", oct: "okt" };

const NOW = /^(?:nyss|just nu|nu|just now|now)$/;
const NUMBER_OF = /^(?:för |about |ca )?(\d{1,4}) ?([a-zåäö]+)\.?(?: sedan| ago)?$/;
const ONE_OF = /^(?:för )?(?:en|ett|an?) ([a-zåäö]+) (?:sedan|ago)$/;
const CLOCK = "(?:,? (?:kl\\.?|at)? ?(\\d{1,2})[:.](\\d{2})(?: ?(am|pm))?)";
const YESTERDAY = new RegExp(`^(?:igår|i går|yesterday)${CLOCK}?$`);
const DAY_MONTH = new RegExp(`^(?:den )?(\\d{1,2})\\.? ([a-z]{3,9})\\.?(?:,? (\\d{4}))?${CLOCK}?$`);
const MONTH_DAY = new RegExp(`^([a-z]{3,9})\\.? (\\d{1,2})(?:,? (\\d{4}))?${CLOCK}?$`);

/** When a comment of this age was written, seen at `now` in the browser's time zone. */
export function ageInterval(shown: string, now: Date): Interval | null {
  const text = shown.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
  if (NOW.test(text)) return before(now, 0, 2 * MINUTE);
  return relative(text, now) ?? yesterday(text, now) ?? onDate(text, now);
}

function relative(text: string, now: Date): Interval | null {
  const counted = NUMBER_OF.exec(text);
  const single = ONE_OF.exec(text);
  const word = counted?.[2] ?? single?.[1];
  const unit = UNITS.find(([form]) => word !== undefined && form.test(word))?.[1];
  if (unit === undefined) return null;
  const count = counted === null ? 1 : Number(counted[1]);
  return before(now, Math.max(0, count - 0.5) * unit, (count + 1) * unit);
}

function yesterday(text: string, now: Date): Interval | null {
  const found = YESTERDAY.exec(text);
  if (found === null) return null;
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  return atClock(day, found[1], found[2], found[3]);
}

function onDate(text: string, now: Date): Interval | null {
  const swedish = DAY_MONTH.exec(text);
  const english = swedish === null ? MONTH_DAY.exec(text) : null;
  const found = swedish ?? english;
  if (found === null) return null;
  const [dayText, monthText] = swedish === null ? [found[2], found[1]] : [found[1], found[2]];
  const month = monthNumber(monthText ?? "");
  if (month < 0) return null;
  const year = found[3] === undefined ? now.getFullYear() : Number(found[3]);
  let day = new Date(year, month, Number(dayText));
  if (found[3] === undefined && day > now) day = new Date(year - 1, month, Number(dayText));
  if (day.getMonth() !== month || day.getDate() !== Number(dayText)) return null;
  return atClock(day, found[4], found[5], found[6]);
}

function monthNumber(word: string): number {
  const short = word.slice(0, 3);
  return MONTHS.indexOf(ENGLISH_MONTHS[short] ?? short);
}

function atClock(day: Date, hours?: string, minutes?: string, half?: string): Interval | null {
  const [year, month, date] = [day.getFullYear(), day.getMonth(), day.getDate()];
  if (hours === undefined) return { earliest: day, latest: new Date(year, month, date + 1) };
  let hour = Number(hours);
  if (half !== undefined) hour = (hour % 12) + (half === "pm" ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59) return null;
  const earliest = new Date(year, month, date, hour, Number(minutes));
  return { earliest, latest: new Date(earliest.getTime() + MINUTE) };
}

function before(now: Date, least: number, most: number): Interval {
  return { earliest: new Date(now.getTime() - most), latest: new Date(now.getTime() - least) };
}
