/** Ghost text is offered only while a model that can complete is ready: no model, no requests, no noise. */
import { type Disposable, type DocumentSelector } from "vscode-languageserver/node";

/** Files, documents not saved yet, and notebook cells; never a comparison's old side or an output. */
export const completionSelector: DocumentSelector = [
  { scheme: "file" },
  { scheme: "untitled" },
  { notebook: "*" },
];

export interface Offer {
  /** Brings the registration in line with `wanted`; calls may overlap, the last one counts. */
  set(wanted: boolean): Promise<void>;
}

export function createOffer(register: () => Promise<Disposable>, onError: (error: unknown) => void): Offer {
  let wanted = false;
  let registered: Disposable | undefined;
  let running: Promise<void> | undefined;

  async function settle(): Promise<void> {
    while (wanted !== (registered !== undefined)) {
      if (wanted) registered = await register();
      else {
        registered?.dispose();
        registered = undefined;
      }
    }
  }

  async function attempt(): Promise<void> {
    try {
      await settle();
    } catch (error) {
      wanted = false;
      onError(error);
    } finally {
      running = undefined;
    }
  }

  return {
    set: (value) => {
      wanted = value;
      running ??= attempt();
      return running;
    },
  };
}
