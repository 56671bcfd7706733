/** `hanare.searchDocuments`: a list that searches while the user types; picking a row opens the place. */
import * as vscode from "vscode";
import { IndexNotification, SearchCoverageRequest, SearchRequest } from "../../server/src/protocol";
import { shownUri } from "./documentViewUri";
import { errorText, isCancellation } from "./errors";
import { t } from "./l10n";
import { type ServerLink } from "./link";
import {
  coverageItem,
  coverageTitle,
  emptyItem,
  passageItem,
  type SearchAction,
  type SearchItem,
} from "./searchItems";
import { revealTarget } from "./views/panel";

/** Milliseconds after the last key. */
const rest = 150;
/** Passages of one answer: what somebody looks through. */
const limit = 30;
/** Characters of a selection that is taken for a query. */
const longestSelection = 200;

const nameOf = (uri: string) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri));

type Row = SearchItem & vscode.QuickPickItem;

/** Rows come in the server's order: nothing is filtered or sorted by what is typed. */
const asRow = (item: SearchItem): Row => ({ ...item, alwaysShow: true });

/** A short selection is what the user wants to know more about. */
function selectedText(): string {
  const editor = vscode.window.activeTextEditor;
  const text = editor?.document.getText(editor.selection).trim() ?? "";
  return text.length > longestSelection || /[\r\n]/u.test(text) ? "" : text;
}

/** One opened list. */
class SearchList {
  readonly #link: ServerLink;
  readonly #scope: readonly string[] | undefined;
  readonly #pick: vscode.QuickPick<Row>;
  readonly #title: string;
  readonly #listening: vscode.Disposable;
  #source = new vscode.CancellationTokenSource();
  #timer: NodeJS.Timeout | undefined;
  #reading = false;
  #asking = false;
  /** The query whose answer is shown. */
  #shown = "";

  constructor(link: ServerLink, folder: vscode.Uri | undefined) {
    this.#link = link;
    this.#scope = folder && [folder.toString()];
    const pick = vscode.window.createQuickPick<Row>();
    this.#pick = pick;
    this.#title =
      folder === undefined ? t("Search Documents") : t("Search Documents in {0}", nameOf(folder.toString()));
    pick.title = this.#title;
    pick.placeholder = t("Words or a sentence. All of it is searched on this computer only.");
    pick.matchOnDescription = false;
    pick.matchOnDetail = false;
    // Known to the editor since 1.44, not to its published types.
    Object.assign(pick, { sortByLabel: false });
    pick.value = selectedText();
    this.#listening = vscode.Disposable.from(
      pick,
      link.onNotification<IndexNotification.Params>(IndexNotification.method, (params) =>
        this.#noteIndex(params),
      ),
      pick.onDidChangeValue(() => this.#later()),
      pick.onDidAccept(() => void this.#accept()),
      pick.onDidHide(() => this.dispose()),
    );
  }

  show(): void {
    this.#pick.show();
    void this.#search("start");
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#source.cancel();
    this.#listening.dispose();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#search("no"), rest);
  }

  /** The answer is asked for again when everything is there; until then the last row counts. */
  #noteIndex({ reading }: IndexNotification.Params): void {
    this.#reading = reading !== undefined;
    this.#showBusy();
    this.#later();
  }

  #showBusy(): void {
    this.#pick.busy = this.#reading || this.#asking;
  }

  async #search(read: "start" | "no"): Promise<void> {
    this.#source.cancel();
    const source = new vscode.CancellationTokenSource();
    this.#source = source;
    const query = this.#pick.value;
    const params: SearchRequest.Params = {
      ...{ query, limit, read },
      ...(this.#scope === undefined ? {} : { scope: this.#scope }),
    };
    this.#asking = true;
    this.#showBusy();
    try {
      const result = await this.#link.request<SearchRequest.Result>(
        SearchRequest.method,
        params,
        source.token,
      );
      if (source === this.#source) this.#showResult(query, result);
    } catch (error) {
      if (source !== this.#source || isCancellation(error)) return;
      this.#pick.items = [asRow({ label: `$(error) ${errorText(error)}`, action: { kind: "none" } })];
    } finally {
      source.dispose();
      if (source === this.#source) this.#asking = false;
      this.#showBusy();
    }
  }

  #showResult(query: string, { passages, coverage, note }: SearchRequest.Result): void {
    const found = passages.map((passage) => passageItem(passage, nameOf, t));
    const nothing = found.length === 0 ? emptyItem(query, coverage, t) : undefined;
    const noted: readonly SearchItem[] =
      note === undefined ? [] : [{ label: `$(info) ${note}`, action: { kind: "none" } }];
    const rows = [...found, ...(nothing ? [nothing] : []), ...noted, coverageItem(coverage, t)].map(asRow);
    this.#pick.title = coverageTitle(this.#title, coverage, t);
    const active = this.#pick.activeItems[0]?.action;
    this.#pick.keepScrollPosition = query === this.#shown;
    this.#pick.items = rows;
    // While more is read, the row that the user looks at stays the active one.
    const same = query === this.#shown ? rows.find(({ action }) => isSame(action, active)) : undefined;
    this.#shown = query;
    if (same !== undefined) this.#pick.activeItems = [same];
  }

  async #accept(): Promise<void> {
    const [row] = this.#pick.selectedItems;
    const action = row?.action;
    try {
      if (action?.kind === "read") return await this.#search("start");
      if (action?.kind === "unread") return await showUnread(this.#link);
      if (action?.kind !== "open") return;
      this.#pick.hide();
      await revealTarget(action.passage, vscode.ViewColumn.Active);
    } catch (error) {
      await vscode.window.showErrorMessage(errorText(error));
    }
  }
}

const isSame = (a: SearchAction, b: SearchAction | undefined) =>
  a.kind === "open" &&
  b?.kind === "open" &&
  a.passage.uri === b.passage.uri &&
  a.passage.range.start.line === b.passage.range.start.line;

/** What could not be read, with the reasons; picking a row opens the file where an editor can show it. */
async function showUnread(link: ServerLink): Promise<void> {
  const { unread } = await link.request<SearchCoverageRequest.Result>(SearchCoverageRequest.method, {});
  const items = unread.map(({ uri, why }) => ({ label: nameOf(uri), detail: why, uri }));
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Not read for the search: {0}", items.length),
    placeHolder: t("Pick a file to open it."),
    matchOnDetail: true,
  });
  if (picked) await vscode.commands.executeCommand("vscode.open", shownUri(vscode.Uri.parse(picked.uri)));
}

/** `folder`: where to search; absent: everywhere. Fails with a message when no folder is open. */
export function searchDocuments(link: ServerLink, folder: vscode.Uri | undefined): void {
  if ((vscode.workspace.workspaceFolders ?? []).length === 0)
    throw new Error(t("Open a folder first: there are no documents to search."));
  new SearchList(link, folder).show();
}
