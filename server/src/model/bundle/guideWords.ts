/** The words of a bundle's guide. A bundle goes to people whose language nobody knows here, so both are written at once. */
import { type Language } from "../../util/l10n";
import { type BundleKind } from "./manifest";

export interface GuideWords {
  readonly about: string;
  readonly contents: string;
  readonly file: string;
  readonly kind: string;
  readonly size: string;
  readonly kinds: Readonly<Record<BundleKind, string>>;
  readonly join: string;
  readonly joinText: string;
  readonly check: string;
  readonly checkText: string;
  readonly install: string;
  readonly installText: string;
  readonly bringIn: string;
  readonly importText: string;
  readonly signedText: string;
  readonly thisFolder: string;
  readonly keyFile: string;
  readonly settings: string;
  readonly rulesText: string;
  readonly listText: string;
  readonly use: string;
  readonly uses: readonly string[];
  readonly help: string;
  title(product: string): string;
  pieces(count: number): string;
}

const en: GuideWords = {
  title: (product) => `Hanare ${product}: installing without a network`,
  about:
    "This folder holds everything that Hanare needs. Nothing is downloaded, and nothing you open leaves this computer. Needed: Visual Studio Code 1.100 or newer. Copy the whole folder to this computer or to a share first.",
  contents: "Contents",
  file: "File",
  kind: "What it is",
  size: "Size",
  pieces: (count) => `in ${count} pieces`,
  kinds: {
    extension: "Extension for VS Code",
    model: "Language model",
    rules: "Rules for reviews",
    allowList: "Allowed models",
    parts: "Parts list (SBOM)",
    guide: "Guide",
  },
  join: "Join the extension",
  joinText:
    "It was cut for the transfer. In a command window in this folder (models are joined by the import itself):",
  check: "Check the extension",
  checkText:
    "The result must be the SHA-256 in the table. Take the file for your system: win32 is Windows, darwin is macOS.",
  install: "Install the extension",
  installText: "In VS Code: the Extensions view, the menu “…”, “Install from VSIX…”. Or in a command window:",
  bringIn: "Import the models",
  importText:
    "In VS Code: F1, “Hanare: Import a Model…”, and choose hanare-bundle.json in this folder. Every file is checked, pieces are joined, models are copied to your models folder; then choose what each model does. Or in a command window:",
  signedText:
    "The bundle is signed: the signature is checked with the key in hanare.modelStore.publicKey, or the one that the command names. Get the key another way than the bundle.",
  thisFolder: "FOLDER-OF-THE-BUNDLE",
  keyFile: "PUBLIC-KEY.pem",
  settings: "Settings",
  rulesText:
    "Rules: write the files that the import names into the setting hanare.review.packs, beside the packs that are there.",
  listText:
    "Allowed models: the administrator sets hanare.modelStore.allowList to the file that the import names, and hanare.modelStore.publicKey.",
  use: "First use",
  uses: [
    "Completion: open a program and type. The status bar says when the model is ready.",
    "Summary: right-click a document, “Summarize with Hanare”. This works without a model, too.",
    "Review: right-click a file or folder, “Review with Hanare”. This needs no model.",
  ],
  help: "If something does not work: the output view “Hanare” says what happened and what to do next. It holds no text of yours.",
};

const ja: GuideWords = {
  title: (product) => `Hanare ${product} ネットワークなしでの導入手順`,
  about:
    "Hanareの利用に必要なものは、すべてこのフォルダーに入っています。ダウンロードは一切行いません。開いた内容がこのコンピューターの外に出ることもありません。Visual Studio Code 1.100以降が必要です。最初に、フォルダー全体をこのコンピューターまたは共有フォルダーにコピーしてください。",
  contents: "内容",
  file: "ファイル",
  kind: "種類",
  size: "サイズ",
  pieces: (count) => `${count}個に分割`,
  kinds: {
    extension: "VS Codeの拡張機能",
    model: "言語モデル",
    rules: "点検の規則",
    allowList: "許可モデルの一覧",
    parts: "構成部品の一覧（SBOM）",
    guide: "手順書",
  },
  join: "拡張機能のファイルを結合する",
  joinText:
    "転送のために分割してあります。このフォルダーでコマンド プロンプトなどを開き、次を実行してください（モデルは取り込み時に自動で結合されます）。",
  check: "拡張機能のファイルを確かめる",
  checkText:
    "結果が表のSHA-256と一致することを確かめてください。お使いのシステム用のファイルを選びます（win32はWindows、darwinはmacOSです）。",
  install: "拡張機能をインストールする",
  installText:
    "VS Codeの拡張機能ビューで「…」メニューの「VSIXからのインストール…」を選びます。コマンドでも実行できます。",
  bringIn: "モデルを取り込む",
  importText:
    "VS CodeでF1キーを押して「Hanare: モデルを取り込む…」を選び、このフォルダーのhanare-bundle.jsonを指定します。すべてのファイルを検査し、分割されたものを結合して、モデルをモデル用フォルダーにコピーします。続けて、各モデルの役割を選びます。コマンドでも実行できます。",
  signedText:
    "このバンドルには署名があります。設定hanare.modelStore.publicKeyの公開鍵、またはコマンドで指定した公開鍵で検証します。公開鍵は、バンドルとは別の経路で入手してください。",
  thisFolder: "このフォルダーのパス",
  keyFile: "公開鍵.pem",
  settings: "設定",
  rulesText: "規則：取り込みの結果に表示されるファイルを、設定hanare.review.packsに書き加えます。",
  listText:
    "許可モデルの一覧：管理者が、取り込みの結果に表示されるファイルを設定hanare.modelStore.allowListに書き、hanare.modelStore.publicKeyを設定します。",
  use: "使い始める",
  uses: [
    "コード補完：プログラムを開いて入力します。モデルの準備ができるとステータス バーに表示されます。",
    "要約：文書を右クリックして「Hanareで要約」を選びます。モデルがなくても使えます。",
    "点検：ファイルやフォルダーを右クリックして「Hanareで点検」を選びます。モデルは不要です。",
  ],
  help: "うまく動かないときは、出力ビューの「Hanare」に、起きたことと次に行うことが表示されます。お客様の文章は含まれません。",
};

export const guideWords: Readonly<Record<Language, GuideWords>> = { en, ja };
