"""Every shape and every route that crosses between the browser extension and the companion.

Only pydantic is imported here. `build.py contract` writes `extension/contract.gen.ts` from this
file, and a test fails when the two differ.

Rules of the file:

* every class refuses unknown fields and is frozen;
* no field has a default (a default silently becomes optional in TypeScript): what may be missing
  is written `T | None`, and null is sent;
* ids of platforms are strings (Facebook's comment ids exceed 2**53);
* positions in text count Unicode code points of the original text, as Python does; the extension
  converts to and from UTF-16;
* times are ISO 8601 with offset.
"""

from __future__ import annotations

import functools
import hashlib
import json
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, StringConstraints
from pydantic.json_schema import models_json_schema

MAX_BATCH = 200
"""Comments in one classify or known request."""

MAX_TEXT = 100_000
"""Code points in one comment's text."""

MAX_THREAD = 5_000
"""Comments of one archived thread."""

PAGE_RULES_KEY = "bbd079b07476187b855c2e74c262d7188b59d1a303df564500db312d3523e396"
"""Public key (Ed25519, hex) of whoever may update how pages are read; both sides refuse any other's signature."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Uuid = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"),
]
Address = Annotated[str, StringConstraints(max_length=8_192)]
"""A URL as read from a page."""

PlatformId = Annotated[str, StringConstraints(min_length=1, max_length=256)]
"""An id given by a platform; never a number."""

Short = Annotated[str, StringConstraints(max_length=1_000)]
Text = Annotated[str, StringConstraints(max_length=MAX_TEXT)]


class Category(StrEnum):
    """What the municipal guidelines prohibit (S1, N1, H1, L1), in their fixed order."""

    INSULT = "insult"
    HATE = "hate"
    SEXUAL_VIOLENCE = "sexual_violence"
    CRIME = "crime"
    COPYRIGHT = "copyright"
    PROFANITY = "profanity"
    COMMERCIAL = "commercial"
    CONFIDENTIAL = "confidential"
    PERSONAL_DATA = "personal_data"
    BAD_LINK = "bad_link"
    DISTRESS = "distress"


class Hint(StrEnum):
    """What a comment may ask for (S6, S7, S9); never a ground for removal."""

    QUESTION = "question"
    POLITICAL = "political"
    CASE = "case"


class Platform(StrEnum):
    """Whose page the comment stands on; `other` is any page on which a person points, `practice` the companion's own."""

    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    LINKEDIN = "linkedin"
    OTHER = "other"
    PRACTICE = "practice"


class Surface(StrEnum):
    """Which kind of page the comment was read from; `pointed`: a person pointed at it and said what is what."""

    FACEBOOK_TIMELINE = "facebook_timeline"
    FACEBOOK_PERMALINK = "facebook_permalink"
    FACEBOOK_PHOTO = "facebook_photo"
    FACEBOOK_VIDEO = "facebook_video"
    FACEBOOK_REEL = "facebook_reel"
    FACEBOOK_GROUP = "facebook_group"
    INSTAGRAM_POST = "instagram_post"
    INSTAGRAM_REEL = "instagram_reel"
    BUSINESS_COMMENTS = "business_comments"
    BUSINESS_MESSAGES = "business_messages"
    LINKEDIN_POST = "linkedin_post"
    POINTED = "pointed"


class Act(StrEnum):
    """What is to be done with the comment; hide and delete are two distinct acts (S2), `register` leaves it there (S9)."""

    HIDE = "hide"
    DELETE = "delete"
    REGISTER = "register"


class EntryKind(StrEnum):
    """What an entry holds: a comment, a thread (H7: post and dialogue) or a direct message (S10: an incoming record)."""

    COMMENT = "comment"
    THREAD = "thread"
    MESSAGE = "message"


class Ground(StrEnum):
    """The legal ground of a removal (BBS 5 §, other crime, OSL, GDPR, the page's own rules)."""

    BBS_THREAT = "bbs_threat"
    BBS_INTIMATE_IMAGE = "bbs_intimate_image"
    BBS_INCITEMENT = "bbs_incitement"
    BBS_HATE = "bbs_hate"
    BBS_CHILD_ABUSE = "bbs_child_abuse"
    BBS_VIOLENCE = "bbs_violence"
    BBS_TERROR = "bbs_terror"
    BBS_COPYRIGHT = "bbs_copyright"
    OTHER_CRIME = "other_crime"
    SECRECY = "secrecy"
    GDPR = "gdpr"
    PAGE_RULE = "page_rule"


class DisposalTest(StrEnum):
    """Why a deletion is allowed under the gallringsbeslut (N4, A3)."""

    LITTLE_IMPORTANCE = "little_importance"
    NO_CONNECTION = "no_connection"


class Outcome(StrEnum):
    """What was seen on the page after the act. There is no default success."""

    HIDDEN = "hidden"
    DELETED = "deleted"
    VANISHED = "vanished"
    FAILED = "failed"
    UNKNOWN = "unknown"
    REMAINS = "remains"
    """What was hidden was shown again."""


class EntryState(StrEnum):
    """What became of the comment on the page; `captured`, `failed` and `unknown` wait for someone to settle them.

    `remains`: nothing was to be removed, and it was left where it is (S9, S10, H7); or it was shown again.
    """

    CAPTURED = "captured"
    HIDDEN = "hidden"
    DELETED = "deleted"
    VANISHED = "vanished"
    FAILED = "failed"
    UNKNOWN = "unknown"
    REMAINS = "remains"


class Change(StrEnum):
    """What a page showed later of a comment that is saved."""

    VANISHED = "vanished"
    EDITED = "edited"


class ReplyText(StrEnum):
    """What a reply text is for: political debate (S6), a question (S7), or why something was removed (N8)."""

    POLITICAL = "political"
    QUESTION = "question"
    REMOVED = "removed"


class Placed(StrEnum):
    """Where a reply text was put for the person to send."""

    FIELD = "field"
    CLIPBOARD = "clipboard"


class Shape(BaseModel):
    """Base of everything that crosses."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Nothing(Shape):
    """An empty request."""


# --- hello and pairing ---------------------------------------------------------------------------


class PolicyCategory(Shape):
    """One category in the municipality's own words, with what is proposed for it."""

    id: Category
    label: Short
    rule: Short
    ground: Ground
    act: Act
    disposal_tests: list[DisposalTest]
    """On which grounds the gallringsbeslut lets such a comment be deleted; empty: only hide is offered (N4, A3)."""
    removed: Text
    """What the author of a removed comment is told (N8); a person sends it."""


class PolicyGround(Shape):
    """One legal ground as the dialog shows it."""

    id: Ground
    label: Short
    law: Short
    duty: bool
    """BBS 5 § obliges removal."""
    picture: bool
    """False: no picture may ever be stored (BrB 16:10 a)."""


class PolicyView(Shape):
    """What the extension needs of a policy."""

    name: Short
    categories: list[PolicyCategory]
    grounds: list[PolicyGround]
    disposal_decision: Short | None
    """Reference of the gallringsbeslut that covers deletion on the platform; null: only hide is offered (N4)."""
    political: Text
    """Reply that refers a political debate to the parties (S6); a person sends it."""


class Hello(Shape):
    """The companion's answer to a paired extension."""

    version: Short
    moderator: Short
    """The named person who acts in this browser."""
    classifier: Short | None
    """Name and version of the loaded pipeline; null while it loads."""
    policy: PolicyView
    practice_policy: PolicyView
    """Used for comments on the practice page."""
    window_url: Address


class PairRequest(Shape):
    """A browser asks to be paired."""

    browser: Short
    extension_version: Short
    code: Short | None
    """A code shown by the companion at start; null: the companion makes one, and the user approves it in the window."""


class PairOffer(Shape):
    """What the extension shows while the user decides."""

    pairing_id: Uuid
    secret: Sha256
    """Known to the asking browser alone; needed to claim the token."""
    code: Short
    expires_at: AwareDatetime


class PairClaim(Shape):
    """The asking browser fetches its token."""

    pairing_id: Uuid
    secret: Sha256


class PairState(StrEnum):
    """How far the user has come."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    EXPIRED = "expired"


class PairAnswer(Shape):
    """Answer to a claim; the token is given once, when approved."""

    state: PairState
    token: Short | None
    moderator: Short | None


# --- classify ------------------------------------------------------------------------------------


class Span(Shape):
    """Characters that decided, `start` inclusive and `end` exclusive, in code points of the original text."""

    start: int
    end: int
    why: Short


class Label(Shape):
    """One category's score in [0, 1], whether it passed its threshold, and the reasons."""

    category: Category
    score: float
    flagged: bool
    spans: list[Span]


class Verdict(Shape):
    """Answer for one comment: all categories in their fixed order, and the hints that were found."""

    id: Short
    labels: list[Label]
    hints: list[Hint]


class CommentText(Shape):
    """One comment to classify."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=1_000)]
    text: Text


class ClassifyRequest(Shape):
    """A batch of comments."""

    comments: Annotated[list[CommentText], Field(max_length=MAX_BATCH)]


class ClassifyAnswer(Shape):
    """One verdict for each comment, in the order asked."""

    verdicts: list[Verdict]


# --- capture -------------------------------------------------------------------------------------


class Author(Shape):
    """The sender's details (S3). The id is null where the page has none: it is never guessed."""

    name: Short | None
    url: Address | None
    id: PlatformId | None


class CommentTime(Shape):
    """When the comment was written: the page's own words and the interval they imply, or the exact time."""

    shown: Short | None
    exact: AwareDatetime | None
    earliest: AwareDatetime | None
    latest: AwareDatetime | None


class Post(Shape):
    """The post that the comment answers."""

    id: PlatformId | None
    url: Address | None
    author: Short | None
    text: Text | None


class Page(Shape):
    """The page as the moderator saw it."""

    url: Address
    title: Short
    account: Short | None


class Comment(Shape):
    """A comment as read from a page. `id` with `platform` identifies it."""

    platform: Platform
    surface: Surface
    id: PlatformId
    parent_id: PlatformId | None
    graph_id: PlatformId | None
    """`<post>_<comment>` where the page gives both."""
    permalink: Address | None
    author: Author
    text: Text
    truncated: bool
    """The page shows only the beginning ("Se mer")."""
    language: Short | None
    time: CommentTime
    links: list[Address]
    photos: list[Address]
    post: Post
    page: Page


class Thread(Shape):
    """The dialogue under a post as the page showed it (H7). The post itself is the capture's `comment`."""

    comments: Annotated[list[Comment], Field(max_length=MAX_THREAD)]
    """In the page's order; an answer names its `parent_id`."""
    counted: int | None
    """The page's own number of comments: nothing is claimed that was not seen."""
    order: Short | None
    """Under which sort, in the page's words."""


class Decision(Shape):
    """What the person decided, and on what ground."""

    category: Category | None
    """Required for hide and delete; what is registered without removal may have none (S9)."""
    ground: Ground | None
    """As the category."""
    act: Act
    disposal_test: DisposalTest | None
    """Required for delete (N4)."""
    note: Short | None


class Screenshot(Shape):
    """The picture sent beside the request; its bytes must have this hash."""

    sha256: Sha256
    width: int
    height: int
    pixel_ratio: float
    whole: bool
    """False: the comment is taller than the window, and the picture shows a part."""


class Client(Shape):
    """With what the capture was made. Who made it follows from the pairing."""

    browser: Short
    extension_version: Short


class CaptureRequest(Shape):
    """One click. `capture_id` is made once for a click, so that the request may be sent twice."""

    capture_id: Uuid
    captured_at: AwareDatetime
    kind: EntryKind
    """Anything but a comment is registered without removal."""
    comment: Comment
    """The comment, the message (S10), or the post of a thread (H7)."""
    thread: Thread | None
    """With a thread and only then."""
    decision: Decision
    verdict: Verdict | None
    classifier: Short | None
    markup: Annotated[str, StringConstraints(max_length=1_000_000)]
    """The comment's own markup as text."""
    screenshot: Screenshot | None
    """Null on a ground that forbids pictures, and for a thread, which is taller than any window."""
    client: Client


class Receipt(Shape):
    """Proof that content and sender are saved. Without one nothing may be removed (S3, N4)."""

    capture_id: Uuid
    entry: int
    comment_id: PlatformId
    act: Act
    received_at: AwareDatetime
    moderator: Short
    record_sha256: Sha256
    screenshot_sha256: Sha256 | None
    event_hash: Sha256
    state: EntryState
    category: Category | None
    """On which it was decided; what is said of it follows this and not the model (N8)."""
    answered: bool
    """Somebody has told that it is answered (S7)."""


class ReceiptRequest(Shape):
    """Ask whether a capture arrived, after a lost answer."""

    capture_id: Uuid


class ReceiptAnswer(Shape):
    """Null: nothing is saved under that id."""

    receipt: Receipt | None


class KnownRequest(Shape):
    """Which of these comments are already in the register?"""

    platform: Platform
    comment_ids: Annotated[list[PlatformId], Field(max_length=MAX_BATCH)]


class KnownComment(Shape):
    """A comment that is saved, with the receipt that allows the act to be completed."""

    comment_id: PlatformId
    text_sha256: Sha256
    """Of the text's UTF-8; differs from what is on the page if the comment was edited after capture."""
    receipt: Receipt


class KeptComment(Shape):
    """A comment that a person has decided to leave on the page, with the text that was judged."""

    comment_id: PlatformId
    text_sha256: Sha256


class KnownAnswer(Shape):
    """Latest entry for each saved comment, and the comments that were judged and kept."""

    comments: list[KnownComment]
    kept: list[KeptComment]


class KeepRequest(Shape):
    """A person decides that a comment breaks no rule (A3: otherwise nothing is removed)."""

    platform: Platform
    comment_id: PlatformId
    text: Text


class OutcomeReport(Shape):
    """What the page showed after the act, or why the act was not carried out."""

    capture_id: Uuid
    outcome: Outcome
    seen_at: AwareDatetime
    detail: Short


class ChangeReport(Shape):
    """A page showed that a saved comment has been edited, or that it is gone."""

    capture_id: Uuid
    change: Change
    seen_at: AwareDatetime
    text_sha256: Sha256 | None
    """Of the text that stands there now, when edited."""


class ReviewRequest(Shape):
    """Who is unsure asks a colleague about what is saved (S5)."""

    capture_id: Uuid
    colleague: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    question: Annotated[str, StringConstraints(min_length=1, max_length=1_000)]


class ForwardReport(Shape):
    """What is saved was forwarded to whom it concerns (S8)."""

    capture_id: Uuid
    to: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    note: Short | None


class ReplyReport(Shape):
    """A reply text was taken out for a comment that is saved (S6, N8). Whether it was sent is not known (S7)."""

    capture_id: Uuid
    reply: ReplyText
    placed: Placed
    text: Text
    used_at: AwareDatetime


class AnswerReport(Shape):
    """The comment or message was answered (S7)."""

    capture_id: Uuid
    answered_at: AwareDatetime
    reference: Short | None
    """Where the answer is: its address, or a diarienummer."""


class SignedPageRules(Shape):
    """An update of how pages are read: its own text, and the signature of that text's UTF-8."""

    rules: Text
    signature: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{128}$")]


class PageRulesAnswer(Shape):
    """Null: what ships with the extension is in use."""

    signed: SignedPageRules | None


class SeenQuestion(Shape):
    """A visitor's question without the page's answer among what was read (S7)."""

    comment_id: PlatformId
    permalink: Address | None
    text: Annotated[str, StringConstraints(max_length=300)]
    """Its beginning, so that it is known again; kept until the question is answered."""
    written: AwareDatetime | None
    """When it was written at the latest, as far as the page says."""


class SupervisionReport(Shape):
    """What a look at a page has read so far; sent again as more is read (BBS 4 §, S11, H3)."""

    visit_id: Uuid
    """One look at one page: made when it is opened."""
    platform: Platform
    surface: Surface
    account: Short | None
    page_url: Address
    post_url: Address | None
    read: int
    unread: int
    """Looked like comments and could not be read."""
    counted: int | None
    """The platform's own number of comments."""
    sort: Short | None
    """As the page names the order in which it shows them."""
    flagged: int
    seen_at: AwareDatetime
    questions: Annotated[list[SeenQuestion], Field(max_length=MAX_BATCH)]
    answered: Annotated[list[PlatformId], Field(max_length=MAX_BATCH)]
    """Comments that have the page's answer."""


class WatchRequest(Shape):
    """Take the watch over, with a word to whoever comes next; or only ask who has it (S11)."""

    take: bool
    note: Short | None


class WatchAnswer(Shape):
    """Who has the watch, and when somebody last looked."""

    moderator: Short | None
    since: AwareDatetime | None
    note: Short | None
    """What the one before said."""
    looked_at: AwareDatetime | None
    unanswered: int
    """Questions that wait, on all pages."""


class Problem(Shape):
    """Every error's body: what happened, what was kept, what to do now, in the user's language."""

    code: Short
    what: Short
    kept: Short
    now: Short


class Route(NamedTuple):
    """One route: Flask's rule, the desk's method and the shapes each way."""

    name: str
    method: str
    path: str
    request: type[Shape]
    answer: type[Shape]
    paired: bool = True
    """Needs the pairing token."""
    picture: bool = False
    """Sent as multipart/form-data: field `request` (JSON) and, where there is one, file `screenshot` (PNG)."""
    office: str = "desk"
    """Whose verb it is: the field of `Offices`."""


ROUTES: tuple[Route, ...] = (
    Route("hello", "POST", "/api/hello", Nothing, Hello),
    Route("pair", "POST", "/api/pair", PairRequest, PairOffer, paired=False),
    Route("claim", "POST", "/api/pair/claim", PairClaim, PairAnswer, paired=False),
    Route("classify", "POST", "/api/classify", ClassifyRequest, ClassifyAnswer),
    Route("known", "POST", "/api/known", KnownRequest, KnownAnswer),
    Route("keep", "POST", "/api/keep", KeepRequest, KeptComment),
    Route("capture", "POST", "/api/capture", CaptureRequest, Receipt, picture=True),
    Route("receipt", "POST", "/api/receipt", ReceiptRequest, ReceiptAnswer),
    Route("outcome", "POST", "/api/outcome", OutcomeReport, Receipt),
    Route("noticed", "POST", "/api/noticed", ChangeReport, Receipt, office="handling"),
    Route("ask", "POST", "/api/ask", ReviewRequest, Receipt, office="handling"),
    Route("forward", "POST", "/api/forward", ForwardReport, Receipt, office="handling"),
    Route("reply", "POST", "/api/reply", ReplyReport, Receipt, office="handling"),
    Route("answered", "POST", "/api/answered", AnswerReport, Receipt, office="handling"),
    Route(
        "supervise", "POST", "/api/supervise", SupervisionReport, WatchAnswer, office="supervision"
    ),
    Route("watch", "POST", "/api/watch", WatchRequest, WatchAnswer, office="supervision"),
    Route("rules", "POST", "/api/rules", Nothing, PageRulesAnswer, office="page_rules"),
)

CONTRACT_HEADER = "X-Uppsikt-Contract"
"""Request and answer carry the contract hash here; a mismatch fails at hello."""

VERSION_HEADER = "X-Uppsikt-Version"
"""Each answer carries the companion's version here: without it, a stranger sits on the port."""


def shapes() -> list[type[Shape]]:
    """All shapes named by ROUTES, and the error body, in a stable order."""
    found: dict[str, type[Shape]] = {}
    for route in ROUTES:
        found.setdefault(route.request.__name__, route.request)
        found.setdefault(route.answer.__name__, route.answer)
    found[Problem.__name__] = Problem
    return list(found.values())


def json_schema() -> dict[str, JsonValue]:
    """JSON Schema of every shape, under `$defs`."""
    _, schema = models_json_schema([(shape, "validation") for shape in shapes()])
    return schema


@functools.cache
def contract_hash() -> str:
    """SHA-256 (hex) of the shapes and routes; equal on both sides or nothing is said but hello."""
    routes = [
        [r.name, r.method, r.path, r.request.__name__, r.answer.__name__, r.paired, r.picture]
        for r in ROUTES
    ]
    text = json.dumps([json_schema(), routes], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
