// Every selector on other people's pages, by name. Never a class name, never a label's text: both
// rotate or are translated. Their values are data (rules.json); beside each name stands how many are
// expected.

export interface Selectors {
  /** Facebook: comments, replies, placeholders and (on timelines) posts. Many. */
  readonly article: string;
  /** A post has a position in the feed, or a message in its own scope. One of each post at most. */
  readonly storyMessage: string;
  /** Who posted: one or two in a post. */
  readonly postAuthor: string;
  /** In a comment's own scope: two or three. */
  readonly commentLink: string;
  /** In a comment's own scope: none or one (timeline only). */
  readonly commentWrapper: string;
  /** In a comment's own scope: one, the name; the avatar's link is aria-hidden. */
  readonly authorLink: string;
  /** In a comment's own scope: none (sticker, photo) or one span with a block for each line. */
  readonly textSpan: string;
  readonly textBlock: string;
  /** A placeholder while comments load. */
  readonly placeholder: string;
  /** In a comment's own scope, outside the action row: one. */
  readonly menuButton: string;
  /** The row of Like, Reply, Hide: one in a comment's own scope. */
  readonly actionRow: string;
  readonly button: string;
  /** Portals outside the comment; others may be open already. */
  readonly menu: string;
  readonly menuItem: string;
  readonly dialog: string;
  /** In a comment's own scope: none or one for each attached photo. */
  readonly photo: string;
  /** Where links to comments stand that are no comments: notifications, navigation, inbox rows. */
  readonly elsewhere: string;

  /** Instagram: one for each comment, inside it. */
  readonly instagramPermalink: string;
  readonly instagramTime: string;
  /** Where a comment certainly ends. */
  readonly instagramBounds: string;
  /** In a comment: one to three, the text among them. */
  readonly instagramText: string;

  /** Meta Business Suite (confidence B): one for each message of the open thread. */
  readonly businessMessage: string;
  /** Beside messages: an exact time (B). */
  readonly businessTime: string;
  /** The inbox's rows, virtual, never clicked (B). */
  readonly businessRow: string;

  /** LinkedIn (confidence B): one for each comment, older pages by data-id, newer by componentkey. */
  readonly linkedinComment: string;
  /** In a comment: one or two (B). */
  readonly linkedinAuthor: string;
  /** In a comment: one or more (C). */
  readonly linkedinText: string;
}
