/** Extensions that also suggest code while one types, and what a user of Hanare should know about each. */
import { type Translate } from "./translate";

/** Where the code goes: to a service, wherever its settings say, or nowhere. */
export type Destination = "cloud" | "settings" | "local";

export interface OtherProvider {
  /** `publisher.name`; case does not count. */
  readonly id: string;
  readonly name: string;
  readonly destination: Destination;
}

const provider = (id: string, name: string, destination: Destination): OtherProvider => ({
  id,
  name,
  destination,
});

export const otherProviders: readonly OtherProvider[] = [
  provider("GitHub.copilot", "GitHub Copilot", "cloud"),
  provider("GitHub.copilot-chat", "GitHub Copilot", "cloud"),
  provider("Codeium.codeium", "Windsurf (Codeium)", "cloud"),
  provider("TabNine.tabnine-vscode", "Tabnine", "cloud"),
  provider("AmazonWebServices.amazon-q-vscode", "Amazon Q", "cloud"),
  provider("supermaven.supermaven", "Supermaven", "cloud"),
  provider("sourcegraph.cody-ai", "Cody", "cloud"),
  provider("huggingface.huggingface-vscode", "llm-vscode (Hugging Face)", "settings"),
  provider("Continue.continue", "Continue", "settings"),
  provider("TabbyML.vscode-tabby", "Tabby", "settings"),
  provider("ggml-org.llama-vscode", "llama-vscode", "settings"),
  provider("rjmacarthy.twinny", "twinny", "settings"),
  provider("VisualStudioExptTeam.vscodeintellicode-completions", "IntelliCode Completions", "local"),
];

/** Those that are active and were not spoken of before; ids are told apart without regard to case. */
export function newProviders(active: readonly string[], told: readonly string[]): readonly OtherProvider[] {
  const lower = (ids: readonly string[]) => new Set(ids.map((id) => id.toLowerCase()));
  const [present, known] = [lower(active), lower(told)];
  return otherProviders.filter(({ id }) => present.has(id.toLowerCase()) && !known.has(id.toLowerCase()));
}

/** One message a product, though it may come as several extensions. */
export function products(providers: readonly OtherProvider[]): readonly OtherProvider[] {
  return [...new Map(providers.map((each) => [each.name, each] as const)).values()];
}

export function providerMessage({ name, destination }: OtherProvider, t: Translate): string {
  switch (destination) {
    case "cloud":
      return t(
        "{0} also offers suggestions while you type and may send your code to a cloud. Two providers get in each other's way.",
        name,
      );
    case "settings":
      return t(
        "{0} also offers suggestions while you type; its settings decide where your code is sent. Two providers get in each other's way.",
        name,
      );
    case "local":
      return t("{0} also offers suggestions while you type. Two providers get in each other's way.", name);
  }
}
