/** What the side panel says of each role and of the network: a name, a word beside it, all of it when the mouse rests. */
import { roles } from "../../../server/src/protocol";
import { facts, networkWord, roleName, roleWord, type ServerState, statusView } from "../statusMenu";
import { type Translate } from "../translate";

export interface StateRow {
  readonly label: string;
  readonly word?: string;
  readonly tooltip?: string;
  /** Name of a product icon. */
  readonly icon?: string;
  readonly command: string;
}

/** A row of facts leads to the menu, which says what can be done. */
export function stateRows(status: ServerState, t: Translate): readonly StateRow[] {
  const told = facts(status, t).map(({ label, description, detail }, at): StateRow => {
    const { icon, text } = parts(label);
    const tooltip = [text, description, detail].filter((one) => one !== undefined).join("\n");
    return { ...named(status, at, text, t), tooltip, ...(icon && { icon }), command: "hanare.showStatus" };
  });
  const doings = [
    { label: t("$(folder-opened) Choose a model file…"), command: "hanare.chooseModel" },
    { label: t("$(gear) Open settings"), command: "hanare.openSettings" },
    { label: t("$(book) Getting started"), command: "hanare.openWalkthrough" },
    { label: t("$(book) Guides…"), command: "hanare.openGuide" },
  ].map(({ label, command }): StateRow => {
    const { icon, text } = parts(label);
    return { label: text, ...(icon && { icon }), command };
  });
  return [...told, ...doings];
}

/** The facts are those of the roles in their order, then the network's. */
function named(
  status: ServerState,
  at: number,
  text: string,
  t: Translate,
): Pick<StateRow, "label" | "word"> {
  if (typeof status === "string") return { label: text, word: statusView(status, t).detail };
  const role = roles[at];
  return role === undefined
    ? { label: t("Network"), word: networkWord(status, t) }
    : { label: roleName(role, t), word: roleWord(status.roles[role], t) };
}

function parts(label: string): { readonly icon?: string | undefined; readonly text: string } {
  const [, icon, text = label] = /^\$\(([\w-]+)(?:~\w+)?\) (.*)$/su.exec(label) ?? [];
  return { icon, text };
}
