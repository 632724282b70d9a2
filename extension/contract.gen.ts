// Written by `build.py contract` from companion/contract.py. Never edited by hand:
// a test fails when the two differ.

export const MAX_BATCH = 200;
export const MAX_TEXT = 100000;
export const PAGE_RULES_KEY = "bbd079b07476187b855c2e74c262d7188b59d1a303df564500db312d3523e396";
export const CONTRACT_HASH = "3f2d35311c1d727db4bafba29d4620fc78e1da8678daca89339cb49dedec39ae";
export const CONTRACT_HEADER = "X-Uppsikt-Contract";
export const VERSION_HEADER = "X-Uppsikt-Version";

/** What is to be done with the comment; hide and delete are two distinct acts (S2), `register` leaves it there (S9). */
export const Act = ["hide", "delete", "register"] as const;
export type Act = (typeof Act)[number];

/** The comment or message was answered (S7). */
export interface AnswerReport {
  readonly capture_id: string;
  readonly answered_at: string;
  /** Where the answer is: its address, or a diarienummer. */
  readonly reference: string | null;
}

/** The sender's details (S3). The id is null where the page has none: it is never guessed. */
export interface Author {
  readonly name: string | null;
  readonly url: string | null;
  readonly id: string | null;
}

/** One click. `capture_id` is made once for a click, so that the request may be sent twice. */
export interface CaptureRequest {
  readonly capture_id: string;
  readonly captured_at: string;
  /** Anything but a comment is registered without removal. */
  readonly kind: EntryKind;
  /** The comment, the message (S10), or the post of a thread (H7). */
  readonly comment: Comment;
  /** With a thread and only then. */
  readonly thread: Thread | null;
  readonly decision: Decision;
  readonly verdict: Verdict | null;
  readonly classifier: string | null;
  /** The comment's own markup as text. */
  readonly markup: string;
  /** Null on a ground that forbids pictures, and for a thread, which is taller than any window. */
  readonly screenshot: Screenshot | null;
  readonly client: Client;
}

/** What the municipal guidelines prohibit (S1, N1, H1, L1), in their fixed order. */
export const Category = ["insult", "hate", "sexual_violence", "crime", "copyright", "profanity", "commercial", "confidential", "personal_data", "bad_link", "distress"] as const;
export type Category = (typeof Category)[number];

/** What a page showed later of a comment that is saved. */
export const Change = ["vanished", "edited"] as const;
export type Change = (typeof Change)[number];

/** A page showed that a saved comment has been edited, or that it is gone. */
export interface ChangeReport {
  readonly capture_id: string;
  readonly change: Change;
  readonly seen_at: string;
  /** Of the text that stands there now, when edited. */
  readonly text_sha256: string | null;
}

/** One verdict for each comment, in the order asked. */
export interface ClassifyAnswer {
  readonly verdicts: readonly Verdict[];
}

/** A batch of comments. */
export interface ClassifyRequest {
  readonly comments: readonly CommentText[];
}

/** With what the capture was made. Who made it follows from the pairing. */
export interface Client {
  readonly browser: string;
  readonly extension_version: string;
}

/** A comment as read from a page. `id` with `platform` identifies it. */
export interface Comment {
  readonly platform: Platform;
  readonly surface: Surface;
  readonly id: string;
  readonly parent_id: string | null;
  /** `<post>_<comment>` where the page gives both. */
  readonly graph_id: string | null;
  readonly permalink: string | null;
  readonly author: Author;
  readonly text: string;
  /** The page shows only the beginning ("Se mer"). */
  readonly truncated: boolean;
  readonly language: string | null;
  readonly time: CommentTime;
  readonly links: readonly string[];
  readonly photos: readonly string[];
  readonly post: Post;
  readonly page: Page;
}

/** One comment to classify. */
export interface CommentText {
  readonly id: string;
  readonly text: string;
}

/** When the comment was written: the page's own words and the interval they imply, or the exact time. */
export interface CommentTime {
  readonly shown: string | null;
  readonly exact: string | null;
  readonly earliest: string | null;
  readonly latest: string | null;
}

/** What the person decided, and on what ground. */
export interface Decision {
  /** Required for hide and delete; what is registered without removal may have none (S9). */
  readonly category: Category | null;
  /** As the category. */
  readonly ground: Ground | null;
  readonly act: Act;
  /** Required for delete (N4). */
  readonly disposal_test: DisposalTest | null;
  readonly note: string | null;
}

/** Why a deletion is allowed under the gallringsbeslut (N4, A3). */
export const DisposalTest = ["little_importance", "no_connection"] as const;
export type DisposalTest = (typeof DisposalTest)[number];

/** What an entry holds: a comment, a thread (H7: post and dialogue) or a direct message (S10: an incoming record). */
export const EntryKind = ["comment", "thread", "message"] as const;
export type EntryKind = (typeof EntryKind)[number];

/** What became of the comment on the page; `captured`, `failed` and `unknown` wait for someone to settle them.

`remains`: nothing was to be removed, and it was left where it is (S9, S10, H7); or it was shown again. */
export const EntryState = ["captured", "hidden", "deleted", "vanished", "failed", "unknown", "remains"] as const;
export type EntryState = (typeof EntryState)[number];

/** What is saved was forwarded to whom it concerns (S8). */
export interface ForwardReport {
  readonly capture_id: string;
  readonly to: string;
  readonly note: string | null;
}

/** The legal ground of a removal (BBS 5 §, other crime, OSL, GDPR, the page's own rules). */
export const Ground = ["bbs_threat", "bbs_intimate_image", "bbs_incitement", "bbs_hate", "bbs_child_abuse", "bbs_violence", "bbs_terror", "bbs_copyright", "other_crime", "secrecy", "gdpr", "page_rule"] as const;
export type Ground = (typeof Ground)[number];

/** The companion's answer to a paired extension. */
export interface Hello {
  readonly version: string;
  /** The named person who acts in this browser. */
  readonly moderator: string;
  /** Name and version of the loaded pipeline; null while it loads. */
  readonly classifier: string | null;
  readonly policy: PolicyView;
  /** Used for comments on the practice page. */
  readonly practice_policy: PolicyView;
  readonly window_url: string;
}

/** What a comment may ask for (S6, S7, S9); never a ground for removal. */
export const Hint = ["question", "political", "case"] as const;
export type Hint = (typeof Hint)[number];

/** A person decides that a comment breaks no rule (A3: otherwise nothing is removed). */
export interface KeepRequest {
  readonly platform: Platform;
  readonly comment_id: string;
  readonly text: string;
}

/** A comment that a person has decided to leave on the page, with the text that was judged. */
export interface KeptComment {
  readonly comment_id: string;
  readonly text_sha256: string;
}

/** Latest entry for each saved comment, and the comments that were judged and kept. */
export interface KnownAnswer {
  readonly comments: readonly KnownComment[];
  readonly kept: readonly KeptComment[];
}

/** A comment that is saved, with the receipt that allows the act to be completed. */
export interface KnownComment {
  readonly comment_id: string;
  /** Of the text's UTF-8; differs from what is on the page if the comment was edited after capture. */
  readonly text_sha256: string;
  readonly receipt: Receipt;
}

/** Which of these comments are already in the register? */
export interface KnownRequest {
  readonly platform: Platform;
  readonly comment_ids: readonly string[];
}

/** One category's score in [0, 1], whether it passed its threshold, and the reasons. */
export interface Label {
  readonly category: Category;
  readonly score: number;
  readonly flagged: boolean;
  readonly spans: readonly Span[];
}

/** An empty request. */
export type Nothing = Readonly<Record<string, never>>;

/** What was seen on the page after the act. There is no default success. */
export const Outcome = ["hidden", "deleted", "vanished", "failed", "unknown", "remains"] as const;
export type Outcome = (typeof Outcome)[number];

/** What the page showed after the act, or why the act was not carried out. */
export interface OutcomeReport {
  readonly capture_id: string;
  readonly outcome: Outcome;
  readonly seen_at: string;
  readonly detail: string;
}

/** The page as the moderator saw it. */
export interface Page {
  readonly url: string;
  readonly title: string;
  readonly account: string | null;
}

/** Null: what ships with the extension is in use. */
export interface PageRulesAnswer {
  readonly signed: SignedPageRules | null;
}

/** Answer to a claim; the token is given once, when approved. */
export interface PairAnswer {
  readonly state: PairState;
  readonly token: string | null;
  readonly moderator: string | null;
}

/** The asking browser fetches its token. */
export interface PairClaim {
  readonly pairing_id: string;
  readonly secret: string;
}

/** What the extension shows while the user decides. */
export interface PairOffer {
  readonly pairing_id: string;
  /** Known to the asking browser alone; needed to claim the token. */
  readonly secret: string;
  readonly code: string;
  readonly expires_at: string;
}

/** A browser asks to be paired. */
export interface PairRequest {
  readonly browser: string;
  readonly extension_version: string;
  /** A code shown by the companion at start; null: the companion makes one, and the user approves it in the window. */
  readonly code: string | null;
}

/** How far the user has come. */
export const PairState = ["waiting", "approved", "refused", "expired"] as const;
export type PairState = (typeof PairState)[number];

/** Where a reply text was put for the person to send. */
export const Placed = ["field", "clipboard"] as const;
export type Placed = (typeof Placed)[number];

/** Whose page the comment stands on; `other` is any page on which a person points, `practice` the companion's own. */
export const Platform = ["facebook", "instagram", "linkedin", "other", "practice"] as const;
export type Platform = (typeof Platform)[number];

/** One category in the municipality's own words, with what is proposed for it. */
export interface PolicyCategory {
  readonly id: Category;
  readonly label: string;
  readonly rule: string;
  readonly ground: Ground;
  readonly act: Act;
  /** On which grounds the gallringsbeslut lets such a comment be deleted; empty: only hide is offered (N4, A3). */
  readonly disposal_tests: readonly DisposalTest[];
  /** What the author of a removed comment is told (N8); a person sends it. */
  readonly removed: string;
}

/** One legal ground as the dialog shows it. */
export interface PolicyGround {
  readonly id: Ground;
  readonly label: string;
  readonly law: string;
  /** BBS 5 § obliges removal. */
  readonly duty: boolean;
  /** False: no picture may ever be stored (BrB 16:10 a). */
  readonly picture: boolean;
}

/** What the extension needs of a policy. */
export interface PolicyView {
  readonly name: string;
  readonly categories: readonly PolicyCategory[];
  readonly grounds: readonly PolicyGround[];
  /** Reference of the gallringsbeslut that covers deletion on the platform; null: only hide is offered (N4). */
  readonly disposal_decision: string | null;
  /** Reply that refers a political debate to the parties (S6); a person sends it. */
  readonly political: string;
}

/** The post that the comment answers. */
export interface Post {
  readonly id: string | null;
  readonly url: string | null;
  readonly author: string | null;
  readonly text: string | null;
}

/** Every error's body: what happened, what was kept, what to do now, in the user's language. */
export interface Problem {
  readonly code: string;
  readonly what: string;
  readonly kept: string;
  readonly now: string;
}

/** Proof that content and sender are saved. Without one nothing may be removed (S3, N4). */
export interface Receipt {
  readonly capture_id: string;
  readonly entry: number;
  readonly comment_id: string;
  readonly act: Act;
  readonly received_at: string;
  readonly moderator: string;
  readonly record_sha256: string;
  readonly screenshot_sha256: string | null;
  readonly event_hash: string;
  readonly state: EntryState;
  /** On which it was decided; what is said of it follows this and not the model (N8). */
  readonly category: Category | null;
  /** Somebody has told that it is answered (S7). */
  readonly answered: boolean;
}

/** Null: nothing is saved under that id. */
export interface ReceiptAnswer {
  readonly receipt: Receipt | null;
}

/** Ask whether a capture arrived, after a lost answer. */
export interface ReceiptRequest {
  readonly capture_id: string;
}

/** A reply text was taken out for a comment that is saved (S6, N8). Whether it was sent is not known (S7). */
export interface ReplyReport {
  readonly capture_id: string;
  readonly reply: ReplyText;
  readonly placed: Placed;
  readonly text: string;
  readonly used_at: string;
}

/** What a reply text is for: political debate (S6), a question (S7), or why something was removed (N8). */
export const ReplyText = ["political", "question", "removed"] as const;
export type ReplyText = (typeof ReplyText)[number];

/** Who is unsure asks a colleague about what is saved (S5). */
export interface ReviewRequest {
  readonly capture_id: string;
  readonly colleague: string;
  readonly question: string;
}

/** The picture sent beside the request; its bytes must have this hash. */
export interface Screenshot {
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly pixel_ratio: number;
  /** False: the comment is taller than the window, and the picture shows a part. */
  readonly whole: boolean;
}

/** A visitor's question without the page's answer among what was read (S7). */
export interface SeenQuestion {
  readonly comment_id: string;
  readonly permalink: string | null;
  /** Its beginning, so that it is known again; kept until the question is answered. */
  readonly text: string;
  /** When it was written at the latest, as far as the page says. */
  readonly written: string | null;
}

/** An update of how pages are read: its own text, and the signature of that text's UTF-8. */
export interface SignedPageRules {
  readonly rules: string;
  readonly signature: string;
}

/** Characters that decided, `start` inclusive and `end` exclusive, in code points of the original text. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly why: string;
}

/** What a look at a page has read so far; sent again as more is read (BBS 4 §, S11, H3). */
export interface SupervisionReport {
  /** One look at one page: made when it is opened. */
  readonly visit_id: string;
  readonly platform: Platform;
  readonly surface: Surface;
  readonly account: string | null;
  readonly page_url: string;
  readonly post_url: string | null;
  readonly read: number;
  /** Looked like comments and could not be read. */
  readonly unread: number;
  /** The platform's own number of comments. */
  readonly counted: number | null;
  /** As the page names the order in which it shows them. */
  readonly sort: string | null;
  readonly flagged: number;
  readonly seen_at: string;
  readonly questions: readonly SeenQuestion[];
  /** Comments that have the page's answer. */
  readonly answered: readonly string[];
}

/** Which kind of page the comment was read from; `pointed`: a person pointed at it and said what is what. */
export const Surface = ["facebook_timeline", "facebook_permalink", "facebook_photo", "facebook_video", "facebook_reel", "facebook_group", "instagram_post", "instagram_reel", "business_comments", "business_messages", "linkedin_post", "pointed"] as const;
export type Surface = (typeof Surface)[number];

/** The dialogue under a post as the page showed it (H7). The post itself is the capture's `comment`. */
export interface Thread {
  /** In the page's order; an answer names its `parent_id`. */
  readonly comments: readonly Comment[];
  /** The page's own number of comments: nothing is claimed that was not seen. */
  readonly counted: number | null;
  /** Under which sort, in the page's words. */
  readonly order: string | null;
}

/** Answer for one comment: all categories in their fixed order, and the hints that were found. */
export interface Verdict {
  readonly id: string;
  readonly labels: readonly Label[];
  readonly hints: readonly Hint[];
}

/** Who has the watch, and when somebody last looked. */
export interface WatchAnswer {
  readonly moderator: string | null;
  readonly since: string | null;
  /** What the one before said. */
  readonly note: string | null;
  readonly looked_at: string | null;
  /** Questions that wait, on all pages. */
  readonly unanswered: number;
}

/** Take the watch over, with a word to whoever comes next; or only ask who has it (S11). */
export interface WatchRequest {
  readonly take: boolean;
  readonly note: string | null;
}

export interface Routes {
  hello: { request: Nothing; answer: Hello };
  pair: { request: PairRequest; answer: PairOffer };
  claim: { request: PairClaim; answer: PairAnswer };
  classify: { request: ClassifyRequest; answer: ClassifyAnswer };
  known: { request: KnownRequest; answer: KnownAnswer };
  keep: { request: KeepRequest; answer: KeptComment };
  capture: { request: CaptureRequest; answer: Receipt };
  receipt: { request: ReceiptRequest; answer: ReceiptAnswer };
  outcome: { request: OutcomeReport; answer: Receipt };
  noticed: { request: ChangeReport; answer: Receipt };
  ask: { request: ReviewRequest; answer: Receipt };
  forward: { request: ForwardReport; answer: Receipt };
  reply: { request: ReplyReport; answer: Receipt };
  answered: { request: AnswerReport; answer: Receipt };
  supervise: { request: SupervisionReport; answer: WatchAnswer };
  watch: { request: WatchRequest; answer: WatchAnswer };
  rules: { request: Nothing; answer: PageRulesAnswer };
}

export const ROUTES = {
  hello: { method: "POST", path: "/api/hello", paired: true, picture: false },
  pair: { method: "POST", path: "/api/pair", paired: false, picture: false },
  claim: { method: "POST", path: "/api/pair/claim", paired: false, picture: false },
  classify: { method: "POST", path: "/api/classify", paired: true, picture: false },
  known: { method: "POST", path: "/api/known", paired: true, picture: false },
  keep: { method: "POST", path: "/api/keep", paired: true, picture: false },
  capture: { method: "POST", path: "/api/capture", paired: true, picture: true },
  receipt: { method: "POST", path: "/api/receipt", paired: true, picture: false },
  outcome: { method: "POST", path: "/api/outcome", paired: true, picture: false },
  noticed: { method: "POST", path: "/api/noticed", paired: true, picture: false },
  ask: { method: "POST", path: "/api/ask", paired: true, picture: false },
  forward: { method: "POST", path: "/api/forward", paired: true, picture: false },
  reply: { method: "POST", path: "/api/reply", paired: true, picture: false },
  answered: { method: "POST", path: "/api/answered", paired: true, picture: false },
  supervise: { method: "POST", path: "/api/supervise", paired: true, picture: false },
  watch: { method: "POST", path: "/api/watch", paired: true, picture: false },
  rules: { method: "POST", path: "/api/rules", paired: true, picture: false },
} as const;
