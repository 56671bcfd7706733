/**
 * What the engine does for whoever is attached to it: the one server that started it, or every window that shares it.
 * The models are loaded once; requests are each window's own, and end with it.
 */
import { type Role } from "../../protocol";
import { type EmbeddingSession } from "./embedding";
import { type EngineCall, type EngineLoad, type EngineLoaded, type EngineReply } from "./messages";
import { type Session } from "./session";
import { toWireError } from "./wireError";

export interface LoadedModels {
  readonly told: EngineLoaded;
  readonly sessions: ReadonlyMap<Role, Session>;
  readonly embedding: EmbeddingSession | undefined;
}

type OnProgress = (role: Role, progress: number) => void;

export interface ServicePorts {
  load(load: EngineLoad, onProgress: OnProgress): Promise<LoadedModels>;
  noteTyping(): void;
}

export interface Attachment {
  take(call: EngineCall): void;
  /** Its requests end within a token and nothing more is sent. Idempotent. */
  leave(): void;
}

export interface EngineService {
  attach(send: (reply: EngineReply) => void): Attachment;
  /** Undefined until the first load ended; false: no model was loaded. */
  serves(): boolean | undefined;
}

export function createService(ports: ServicePorts): EngineService {
  const models = createModels(ports);
  return { serves: models.serve, attach: (send) => attach(models, ports.noteTyping, send) };
}

type Models = ReturnType<typeof createModels>;

/** The first load is everybody's; who asks later waits for it too, and hears at once how far it is. */
function createModels(ports: Pick<ServicePorts, "load">) {
  const progress = new Map<Role, number>();
  const watchers = new Set<OnProgress>();
  let loading: Promise<LoadedModels> | undefined;
  let loaded: LoadedModels | undefined;
  let serve: boolean | undefined;

  async function begin(wanted: EngineLoad): Promise<LoadedModels> {
    try {
      loaded = await ports.load(wanted, (role, share) => {
        progress.set(role, share);
        for (const watcher of watchers) watcher(role, share);
      });
      serve = Object.values(loaded.told.roles).some(({ ok }) => ok);
      return loaded;
    } catch (error) {
      serve = false;
      throw error;
    }
  }

  return {
    serve: () => serve,
    async load(wanted: EngineLoad, onProgress: OnProgress): Promise<EngineLoaded> {
      loading ??= begin(wanted);
      for (const [role, share] of progress) onProgress(role, share);
      watchers.add(onProgress);
      try {
        return (await loading).told;
      } finally {
        watchers.delete(onProgress);
      }
    },
    session(role: Role): Session {
      const session = loaded?.sessions.get(role);
      if (session === undefined) throw new Error(`no session for ${role}`);
      return session;
    },
    embedding(): EmbeddingSession {
      if (loaded?.embedding === undefined) throw new Error("no session for embedding");
      return loaded.embedding;
    },
  };
}

type Question = Exclude<EngineCall, { call: "cancel" | "typing" }>;

function attach(models: Models, noteTyping: () => void, tell: (reply: EngineReply) => void): Attachment {
  const cancels = new Map<number, AbortController>();
  let left = false;
  const send = (reply: EngineReply) => {
    if (!left) tell(reply);
  };

  async function reply(message: Question, signal: AbortSignal): Promise<EngineReply> {
    const { id } = message;
    switch (message.call) {
      case "load": {
        const onProgress: OnProgress = (role, progress) => send({ reply: "progress", id, role, progress });
        return { reply: "loaded", id, value: await models.load(message.load, onProgress) };
      }
      case "count":
        return { reply: "counted", id, value: models.session(message.role).countTokens(message.text) };
      case "embed":
        return { reply: "embedded", id, value: await models.embedding().embed(message.request, signal) };
      case "generate": {
        if (message.request.priority === "completion") noteTyping();
        const { generate } = models.session(message.role);
        await generate(message.request, (chunk) => send({ reply: "chunk", id, chunk }), signal);
        return { reply: "done", id };
      }
    }
  }

  async function answer(message: Question): Promise<void> {
    const cancel = new AbortController();
    cancels.set(message.id, cancel);
    try {
      send(await reply(message, cancel.signal));
    } catch (error) {
      send({ reply: "failed", id: message.id, error: toWireError(error) });
    } finally {
      cancels.delete(message.id);
    }
  }

  return {
    take(call) {
      if (left) return;
      if (call.call === "cancel") cancels.get(call.id)?.abort();
      else if (call.call === "typing") noteTyping();
      else void answer(call);
    },
    leave() {
      left = true;
      for (const cancel of cancels.values()) cancel.abort();
    },
  };
}
