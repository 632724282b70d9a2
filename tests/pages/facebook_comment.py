"""A Facebook comment's markup, after the structure seen on Page timelines as administrator."""

from __future__ import annotations

from tests.pages.addresses import (
    author_url,
    comment_token,
    comment_url,
    redirected,
    tracked,
)
from tests.pages.languages import Words
from tests.pages.markup import Html, Markup, escape, join
from tests.pages.model import (
    PAGE_NAME,
    Author,
    Emoji,
    Link,
    Mention,
    SiteComment,
    SitePost,
    TextPart,
)

PIXEL = "https://scontent.xx.fbcdn.net/v/avatar.png"
EMOJI = "https://static.xx.fbcdn.net/images/emoji.php/v9/t4/1/16/1f389.png"


class CommentWriter:
    """Writes the comments of one post in one page load."""

    def __init__(
        self,
        markup: Markup,
        words: Words,
        post: SitePost,
        *,
        wrappers: bool,
        articles: bool = True,
    ) -> None:
        self._m = markup
        self._words = words
        self._post = post
        self._wrappers = wrappers
        self._articles = articles

    def write(self, comment: SiteComment, parent: SiteComment | None, inside: Html) -> Html:
        """One comment; `inside` is what stands in its own article (nested replies)."""
        m = self._m
        words = self._words
        spoken = words.comment_by if parent is None else words.reply_by
        age = words.age(comment.age)
        article = m.tag(
            "div",
            self._avatar(comment),
            m.tag(
                "div",
                m.tag("div", self._bubble(comment), self._menu(comment), look="row"),
                self._attached(comment),
                self._actions(comment, parent),
                look="body",
            ),
            m.tag("div", inside, look="nested") if inside else Html(),
            look="reply" if parent is not None else "comment",
            role="article" if self._articles else None,
            tabindex=-1,
            aria_label=spoken.format(who=comment.author.name, n=age),
        )
        if not self._wrappers or "no_id" in comment.quirks:
            return m.tag("div", m.tag("div", article))
        return m.tag("div", m.tag("div", article), data_commentid=comment.id)

    def _author_href(self, comment: SiteComment) -> str | None:
        address = author_url(comment.author)
        if address is None or comment.quirks & {"no_id", "no_token"}:
            return address
        token = comment_token(self._post, comment.id).replace("=", "%3D")
        return tracked(f"{address}{'&' if '?' in address else '?'}comment_id={token}", "AZ")

    def _avatar(self, comment: SiteComment) -> Html:
        m = self._m
        picture = Html(
            '<div><svg aria-hidden="true" role="none" width="32" height="32">'
            '<circle cx="16" cy="16" r="16" fill="#c9ccd1"></circle>'
            f'<image x="0" y="0" width="100%" height="100%" xlink:href="{PIXEL}"></image>'
            '</svg></div><div role="none"></div>'
        )
        href = self._author_href(comment)
        if href is None:
            return m.tag("div", m.tag("span", picture), look="avatar")
        link = m.tag("a", picture, aria_hidden="true", tabindex=-1, role="link", href=href)
        return m.tag("div", m.tag("span", link), look="avatar")

    def _bubble(self, comment: SiteComment) -> Html:
        return self._m.tag(
            "div",
            self._badge(comment.author),
            self._name(comment),
            self._text(comment),
            look="bubble",
        )

    def _badge(self, author: Author) -> Html:
        m = self._m
        if author.name != PAGE_NAME:
            return Html()
        word = m.tag("div", m.tag("img", alt=""), m.tag("span", self._words.author_badge))
        return m.tag("div", word, role="button", tabindex=0, look="badge")

    def _name(self, comment: SiteComment) -> Html:
        m = self._m
        name = m.tag("span", m.tag("span", comment.author.name, dir="auto"), look="name")
        href = self._author_href(comment)
        if href is None:
            return m.tag("span", name)
        link = m.tag("a", name, aria_hidden="false", tabindex=0, role="link", href=href)
        return m.tag("span", m.tag("span", link))

    def _text(self, comment: SiteComment) -> Html:
        if not comment.text:
            return Html()
        m = self._m
        lines = split_lines(comment.text)
        if "br_lines" in comment.quirks:
            flow: list[Html] = []
            for number, line in enumerate(lines):
                flow += [m.tag("br")] if number else []
                flow += [self._part(part) for part in line]
            blocks = [join(flow)]
        else:
            blocks = [join([self._part(part) for part in line]) or m.tag("br") for line in lines]
        if comment.rest is not None:
            more = m.tag("div", self._words.see_more, role="button", tabindex=0, look="more")
            blocks[-1] = join([blocks[-1], more])
        body = join([m.tag("div", b, dir="auto", style="text-align: start;") for b in blocks])
        lang = None if "no_lang" in comment.quirks else comment.lang
        return m.tag("div", m.tag("span", m.tag("div", body), dir="auto", lang=lang), look="text")

    def _part(self, part: TextPart) -> Html:
        m = self._m
        match part:
            case Emoji():
                picture = m.tag("img", height=16, width=16, alt=part.alt, src=EMOJI)
                return m.tag("span", picture, look="emoji")
            case Mention():
                name = m.tag("span", m.tag("span", m.tag("span", part.name)))
                return m.tag("a", name, role="link", tabindex=0, href=tracked(part.url, "AZ"))
            case Link():
                where = redirected(part.url, "IwAR" + m.token(8))
                return m.tag("a", part.shown, role="link", tabindex=0, target="_blank", href=where)
            case _:
                return escape(part)

    def _menu(self, comment: SiteComment) -> Html:
        m = self._m
        if "hover_menu" in comment.quirks:
            return m.tag("div", data_slot="menu")
        own = comment.author.name == PAGE_NAME
        icon = Html('<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"></svg>')
        button = m.tag(
            "div",
            icon,
            m.tag("div", role="none"),
            look="dots",
            aria_expanded="false",
            aria_haspopup="menu",
            role="button",
            tabindex=0,
            aria_label=self._words.own_menu if own else self._words.admin_menu,
        )
        return m.tag("div", m.tag("span", button), aria_hidden="false")

    def _attached(self, comment: SiteComment) -> Html:
        m = self._m
        parts: list[Html] = []
        if comment.sticker is not None:
            src = "https://scontent.xx.fbcdn.net/v/t39.1997-6/sticker.png"
            image = m.tag("img", alt=comment.sticker, src=src, width=90, height=90)
            parts.append(m.tag("div", m.tag("div", image, role="button", tabindex=0)))
        if comment.photo is not None:
            href = f"https://www.facebook.com/photo/?fbid={comment.photo.fbid}&set=p.1"
            image = m.tag("img", alt="", src=comment.photo.src, width=240, height=160)
            parts.append(m.tag("div", m.tag("a", image, role="link", tabindex=0, href=href)))
        if comment.card is not None:
            where = redirected(comment.card.url, "IwAR" + m.token(8))
            title = m.tag("span", comment.card.shown, dir="auto")
            link = m.tag("a", title, role="link", tabindex=0, target="_blank", href=where)
            parts.append(m.tag("div", link, look="card"))
        return join(parts)

    def _actions(self, comment: SiteComment, parent: SiteComment | None) -> Html:
        m = self._m
        words = self._words
        items = [self._age(comment, parent)]
        like = m.tag("div", words.like, aria_label=words.like, role="button", tabindex=0)
        items += [like, m.tag("div", words.reply, role="button", tabindex=0)]
        if comment.author.name != PAGE_NAME:
            items.append(m.tag("div", words.message, role="button", tabindex=0))
            if "no_hide" not in comment.quirks:
                items.append(m.tag("div", words.hide, role="button", tabindex=0))
        rows = [m.tag("li", m.tag("div", item)) for item in items]
        return m.tag("div", m.tag("ul", *rows, aria_hidden="false", look="actions"))

    def _age(self, comment: SiteComment, parent: SiteComment | None) -> Html:
        m = self._m
        age = self._words.age(comment.age)
        if "no_id" in comment.quirks:
            return m.tag("span", age)
        address = comment_url(self._post, comment.id, parent.id if parent else None)
        href = tracked(address, "AZ" + m.token(6))
        return m.tag("div", m.tag("a", age, role="link", tabindex=0, href=href))


def split_lines(parts: tuple[TextPart, ...]) -> list[list[TextPart]]:
    """The parts of each line; a newline within words starts a new one."""
    lines: list[list[TextPart]] = [[]]
    for part in parts:
        if not isinstance(part, str):
            lines[-1].append(part)
            continue
        first, *others = part.split("\n")
        if first:
            lines[-1].append(first)
        lines.extend([other] if other else [] for other in others)
    return lines
