// Uses the update of how pages are read that the background keeps, if it is one in every part.
import { stored } from "../browser";
import { useRules } from "../page/rules";
import { asUpdate } from "../page/rules-check";

/** From the next page on: rules are not changed under a page that is being read. */
export async function usePageRules(): Promise<void> {
  useRules(asUpdate(await stored("page_rules")));
}
