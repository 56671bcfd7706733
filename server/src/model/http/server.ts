/** What is known of an inference server, and what is needed to talk to it. */
import { type Exchange, type HttpRequest } from "../../network/http";
import { type EndpointSource } from "../../protocol";

/** `other`: something that speaks the protocol and says no more of itself. */
export type ServerKind = "llama.cpp" | "vllm" | "ollama" | "other";

/**
 * How it completes code: `infill` takes both sides and other files (llama-server), `suffix` both sides (Ollama),
 * `continuation` what stands before the cursor.
 */
export type Filling = "infill" | "suffix" | "continuation" | "no";

export interface Route {
  readonly source: EndpointSource;
  readonly origin: string;
  /** PEM certificates of the organisation. */
  readonly ca?: string;
  /** What this computer proves itself with. */
  readonly client?: NonNullable<HttpRequest["client"]>;
}

export interface KnownServer {
  readonly route: Route;
  readonly kind: ServerKind;
  /** Name and version of its software, for people. */
  readonly software: string;
  /** As it calls the model. */
  readonly model: string;
  /** Tokens. */
  readonly contextSize: number;
  /** Hash over address, model and all that the server says of both; absent when that does not tell models apart. */
  readonly identity?: string;
  readonly filling: Filling;
  /** Numbers of a vector, in the embedding role. */
  readonly dimensions?: number;
}

export type Limits = HttpRequest["limits"];

export interface ServerPorts {
  readonly exchange: Exchange;
  /** The key for an origin, asked for before each request and kept nowhere. */
  key(origin: string): Promise<string | undefined>;
  /** Resolves after milliseconds; rejects with the signal's reason. */
  delay(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Milliseconds of a steady clock. */
  now(): number;
  after(milliseconds: number, callback: () => void): () => void;
  /** For tests of servers that are slow. */
  readonly limits?: Partial<Limits & { readonly silence: number }>;
}
