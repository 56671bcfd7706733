/** VS Code's own chat, as another extension meets it: the small model answers in it, and the tools are there. */
import assert from "node:assert/strict";
import { Editor, patience } from "./support/editor";
import { startHost, type Host } from "./support/host";
import { probeCommand, probed } from "./support/probe";
import { readSample } from "./support/sample";
import { eventually } from "./support/wait";

/** Runs in the host of the editor's extensions. */
const script = `
  const { lm, LanguageModelChatMessage: { User }, CancellationTokenSource } = vscode;
  tell("tools", lm.tools.map(({ name }) => name).filter((name) => name.startsWith("hanare_")).sort());
  let models = [];
  for (let tries = 0; tries < 120 && models.length === 0; tries++) {
    models = await lm.selectChatModels({ vendor: "hanare" });
    if (models.length === 0) await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const [model] = models;
  tell("model", model && { name: model.name, family: model.family, maxInputTokens: model.maxInputTokens });
  tell("tokens", await model.countTokens("The seal is kept in the safe."));
  const parts = [];
  const answer = await model.sendRequest([User("Name one colour.")], { modelOptions: { max_tokens: 24 } });
  for await (const part of answer.text) parts.push(part);
  tell("parts", parts);
  const source = new CancellationTokenSource();
  const long = await model.sendRequest([User("Tell a very long story.")], {}, source.token);
  let heard = 0;
  try {
    for await (const part of long.text) if (++heard === 2) source.cancel();
  } catch (error) {}
  tell("heard", heard);
  const input = { path: "docs/seal.md", quote: "The seal is kept in the safe." };
  const { content } = await lm.invokeTool("hanare_locate", { input, toolInvocationToken: undefined });
  tell("located", content.map(({ value }) => value).join(""));
`;

describe("VS Code's own chat", function () {
  let host: Host;
  let editor: Editor;

  before(async function () {
    this.timeout(3 * patience);
    host = await startHost({
      settings: ({ models: { small } }) => ({
        "hanare.models": [{ name: small.name, path: small.path }],
        "hanare.model.assistant": small.name,
      }),
      files: { "docs/seal.md": "# Seal\n\nThe seal is kept in the safe.\n" },
      probe: script,
    });
    editor = new Editor(host);
    await editor.ready();
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed")
      await editor.screenshot(`failed-chat-${this.currentTest.title.replaceAll(/\W+/gu, "-")}`);
  });

  after(() => host?.close());

  const told = (key: string) =>
    eventually(`"${key}" of the probe`, () => {
      const { error, ...all } = probed(host.profile);
      if (error !== undefined && !(key in all)) throw new Error(String(error));
      return Promise.resolve(key in all ? { value: all[key] } : undefined);
    });

  it("has the tools", async () => {
    await editor.command(probeCommand);
    const names = ["documents", "locate", "review", "search", "summarize"].map((name) => `hanare_${name}`);
    assert.deepEqual((await told("tools")).value, names);
  });

  it("lists the assistant model, which counts tokens and answers in parts", async () => {
    const { value: model } = await told("model");
    assert.match(JSON.stringify(model), /"family":"llama"/);
    const { value: tokens } = await told("tokens");
    assert.ok(typeof tokens === "number" && tokens > 5, String(tokens));
    const parts = (await told("parts")).value as readonly string[];
    assert.ok(parts.length > 0);
    assert.match(parts.join(""), /\p{L}{3}/u);
  });

  it("stops the model when its reader does", async () => {
    assert.ok(((await told("heard")).value as number) < 50);
  });

  it("asks before a tool reads, naming the file, and gives the place once it was allowed", async () => {
    const dialog = editor.page.locator(".monaco-dialog-box").filter({ hasText: "docs/seal.md" });
    await dialog.waitFor({ timeout: patience });
    await editor.screenshot("chat-tool-confirmation");
    await dialog.getByRole("button", { name: "Yes" }).click();
    assert.match(String((await told("located")).value), /says so at docs\/seal\.md:3/);
  });

  it("takes a thumb and a note for one of the answers, and makes a case of it", async () => {
    const widget = (title: string) =>
      editor.page.locator(".quick-input-widget:visible").filter({ hasText: title });
    const pick = (title: string, row: string) =>
      widget(title).locator(".monaco-list-row").filter({ hasText: row }).first().click({ timeout: patience });
    const enter = async (title: string, text?: string) => {
      await widget(title).waitFor({ timeout: patience });
      if (text !== undefined) await widget(title).locator("input.input").fill(text);
      await editor.press("Enter");
    };
    await editor.command("Hanare: Rate an Answer…");
    await widget("Rate an Answer").waitFor({ timeout: patience });
    await editor.screenshot("chat-rating");
    await pick("Rate an Answer", "Name one colour.");
    await pick("Rate an Answer", "Bad answer");
    await enter("What was good or bad about it", "no colour at all");
    await editor.notification("kept nowhere until").getByText("Add to My Suite…").click();
    await enter("asked without the conversation");
    await enter("must be in the answer", "blue; red");
    await enter("must not be in the answer");
    await pick("Add to My Suite…", "private.yaml");
    await editor.notification("was added to private.yaml").waitFor({ timeout: patience });
    const suite = readSample(host.profile, ".hanare/suites/private.yaml");
    assert.match(suite, /# no colour at all[\s\S]*prompt: Name one colour\./);
    assert.match(suite, /- blue\s+- red/);
  });
});
