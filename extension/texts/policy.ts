// The municipality's own words for what its policy prohibits: the same beside a comment, in the
// dialog and in the panel.
import type { Category, Hello, Platform, PolicyView } from "../contract.gen";
import { t } from "./index";

/** The policy that holds on a platform; null while the companion is away. */
export function policyFor(hello: Hello | null, platform: Platform): PolicyView | null {
  return (platform === "practice" ? hello?.practice_policy : hello?.policy) ?? null;
}

/** The policy's label of a category; the general policy's where none is known. */
export function categoryLabel(policy: PolicyView | null, id: Category): string {
  return policy?.categories.find((each) => each.id === id)?.label ?? t().categories[id];
}
