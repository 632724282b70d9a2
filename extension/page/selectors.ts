// Every selector on other people's pages. Never a class name, never a label's text: both rotate or
// are translated. Beside each stands how many are expected.

/** Facebook: comments, replies, placeholders and (on timelines) posts. Many. */
export const ARTICLE = 'div[role="article"]';
/** A post has a position in the feed, or a message in its own scope. One of each post at most. */
export const STORY_MESSAGE = '[data-ad-rendering-role="story_message"]';
/** In a comment's own scope: two or three. */
export const COMMENT_LINK = 'a[href*="comment_id="]';
/** In a comment's own scope: none or one (timeline only). */
export const COMMENT_WRAPPER = "[data-commentid]";
/** In a comment's own scope: one, the name; the avatar's link is aria-hidden. */
export const AUTHOR_LINK = 'a[role="link"][href*="comment_id="]:not([aria-hidden="true"])';
/** In a comment's own scope: none (sticker, photo) or one span with a block for each line. */
export const TEXT_SPAN = 'span[dir="auto"]';
export const TEXT_BLOCK = 'div[dir="auto"]';
/** A placeholder while comments load. */
export const PLACEHOLDER = '[role="status"]';
/** In a comment's own scope, outside the action row: one. */
export const MENU_BUTTON = '[aria-haspopup="menu"]';
/** The row of Like, Reply, Hide: one in a comment's own scope. */
export const ACTION_ROW = "ul";
export const BUTTON = '[role="button"], button';
/** Portals outside the comment; others may be open already. */
export const MENU = '[role="menu"]';
export const MENU_ITEM = '[role="menuitem"]';
export const DIALOG = '[role="dialog"]';
/** In a comment's own scope: none or one for each attached photo. */
export const PHOTO = 'a[href*="/photo"][href*="fbid="] img, img[src*="scontent"]';

/** Instagram: one for each comment, inside it. */
export const INSTAGRAM_PERMALINK = 'a[href*="/c/"]';
export const INSTAGRAM_TIME = "time[datetime]";
/** Where a comment certainly ends. */
export const INSTAGRAM_BOUNDS = 'main, article, section, body, [role="dialog"], [role="main"]';
