import assert from "node:assert/strict";
import { newProviders, otherProviders, products, providerMessage } from "../../../client/src/otherProviders";
import { english, inJapanese } from "../../support/translate";

const namesOf = (active: readonly string[], told: readonly string[] = []) =>
  products(newProviders(active, told)).map(({ name }) => name);

describe("otherProviders", () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[], readonly string[]])[] = [
    ["says nothing of extensions that suggest no code", ["esbenp.prettier-vscode", "hanare.hanare"], [], []],
    ["knows ids in any case", ["github.COPILOT"], [], ["GitHub Copilot"]],
    ["speaks of a product once", ["GitHub.copilot", "GitHub.copilot-chat"], [], ["GitHub Copilot"]],
    ["does not repeat itself", ["GitHub.copilot", "Continue.continue"], ["github.copilot"], ["Continue"]],
  ];
  for (const [name, active, told, expected] of cases)
    it(name, () => assert.deepEqual(namesOf(active, told), expected));

  it("says of each where the code may go, in both languages", () => {
    const said = {
      cloud: [/cloud/u, /クラウド/u],
      settings: [/settings/u, /設定/u],
      local: [/type\. Two/u, /同時/u],
    };
    for (const provider of otherProviders) {
      const [inEnglish, inUsers] = said[provider.destination];
      assert.match(providerMessage(provider, english), inEnglish ?? /(?!)/u);
      assert.match(providerMessage(provider, inJapanese), inUsers ?? /(?!)/u);
      assert.ok(providerMessage(provider, inJapanese).startsWith(provider.name));
    }
  });

  it("says nothing of a cloud where there is none", () => {
    for (const provider of otherProviders.filter(({ destination }) => destination === "local"))
      assert.doesNotMatch(providerMessage(provider, english), /cloud|sent/u);
  });
});
