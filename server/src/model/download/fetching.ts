/**
 * One file of a server, as far as it is wanted: bytes are pulled, so that a header can be judged before the rest is asked
 * for. A connection that breaks is followed by another one that goes on where the first ended.
 */
import { ExchangeError, type Exchange, type ExchangeFault, type HttpRequest } from "../../network/http";
import { type Disk } from "../copyFiles";
import { diskFull, writeFailed } from "../diskErrors";
import {
  brokenOff,
  connectionError,
  keepsChanging,
  manyRedirects,
  refusedBy,
  tooBusy,
  wrongServer,
} from "./errors";
import { type Known, meaningOf, rangeOf, type Meaning } from "./head";
import { ModelError } from "../runtime";
import { type PartFile } from "./partFile";

export interface FetchPorts {
  readonly exchange: Exchange;
  readonly disk: Disk;
  /** Resolves after milliseconds; rejects with the signal's reason. */
  delay(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** PEM certificates of the organisation. */
  readonly ca?: string;
  /** For tests of servers that are slow. */
  readonly limits?: HttpRequest["limits"];
}

export interface Fetching {
  /** Bytes of the whole file. Connects unless that was done. */
  size(): Promise<number>;
  /** At least so many bytes are on the disk, or all. Rejects with a ModelError or the signal's reason. */
  upTo(bytes: number): Promise<void>;
  /** Ends the connection. Idempotent. */
  close(): Promise<void>;
}

/** Milliseconds: a server may have to wake a disk. */
const standard: HttpRequest["limits"] = { connect: 15_000, first: 60_000, idle: 60_000 };
/** Failures in a row, between which hardly anything came, and in all. */
const most = { inARow: 5, inAll: 200, redirects: 5, anew: 3 };
/** Bytes after which a failure is a new one. */
const headway = 1024 * 1024;
/** Milliseconds. */
const longestWait = 30_000;
const firstWait = 1_000;
/** Left free beside the file. */
const margin = 64 * 1024 * 1024;

interface Place {
  readonly url: URL;
  readonly folder: string;
}

export function createFetching(
  place: Place,
  part: PartFile,
  ports: FetchPorts,
  signal: AbortSignal,
): Fetching {
  return new Fetch(place, part, ports, signal);
}

class Fetch implements Fetching {
  /** The server that was asked last. */
  readonly #asked: { origin: string };
  readonly #failures = { row: 0, all: 0, anew: 0 };
  /** Bytes that were there at the last failure. */
  #since: number;
  #connected = false;
  #body: AsyncIterator<Uint8Array> | undefined;

  constructor(
    private readonly place: Place,
    private readonly part: PartFile,
    private readonly ports: FetchPorts,
    private readonly signal: AbortSignal,
  ) {
    this.#asked = { origin: place.url.origin };
    this.#since = part.known().written;
  }

  async size(): Promise<number> {
    await this.upTo(0);
    return this.part.known().size;
  }

  async upTo(bytes: number): Promise<void> {
    const { part, signal } = this;
    while (!this.#connected || part.known().written < Math.min(bytes, part.known().size)) {
      signal.throwIfAborted();
      if (part.known().size > 0 && part.known().written === part.known().size) return;
      await this.#pull().catch((error: unknown) => this.#retry(error));
    }
  }

  async close(): Promise<void> {
    const open = this.#body;
    this.#body = undefined;
    await open?.return?.().catch(() => undefined);
  }

  async #pull(): Promise<void> {
    while (this.#body === undefined) await this.#connect();
    const next = await this.#body.next();
    this.signal.throwIfAborted();
    const { written, size } = this.part.known();
    if (next.done === true) {
      this.#body = undefined;
      if (written < size) throw new ExchangeError("broken", this.place.url.host, "EOF");
      return;
    }
    if (written + next.value.length > size) throw wrongServer(this.#asked.origin, "length");
    await this.part.write(next.value);
  }

  /** Again after a wait where that may help. */
  async #retry(error: unknown): Promise<void> {
    await this.close();
    this.signal.throwIfAborted();
    if (!(error instanceof ExchangeError)) throw error;
    const { origin } = this.#asked;
    const { written } = this.part.known();
    const failure = connectionError(error, origin, written);
    if (lasting.includes(error.fault)) throw failure;
    if (!this.#mayTryAgain()) throw error.fault === "broken" ? brokenOff(origin, written) : failure;
    await this.ports.delay(waitOf(this.#failures.row), this.signal);
  }

  #mayTryAgain(): boolean {
    const { written } = this.part.known();
    const count = this.#failures;
    if (written - this.#since >= headway) count.row = 0;
    this.#since = written;
    count.row += 1;
    count.all += 1;
    return count.row <= most.inARow && count.all <= most.inAll;
  }

  async #connect(): Promise<void> {
    const question = { url: this.place.url, asked: this.#asked, known: this.part.known() };
    const { response, meaning } = await ask(question, this.ports, this.signal);
    try {
      await this.#take(meaning);
      if (meaning.kind !== "begin" && meaning.kind !== "continue") return;
      this.#connected = true;
      this.#body = response.body[Symbol.asyncIterator]();
    } finally {
      if (this.#body === undefined) response.close();
    }
  }

  /** Throws what ends it; otherwise the bytes can be read, or it is worth another try. */
  async #take(meaning: Meaning): Promise<void> {
    const { origin } = this.#asked;
    const { written, size } = this.part.known();
    if (meaning.kind === "refused") throw refusedBy(origin, meaning.status);
    if (meaning.kind === "wrong") throw wrongServer(origin, meaning.what);
    if (meaning.kind === "busy") {
      if (!this.#mayTryAgain()) throw tooBusy(origin, written);
      const wait = Math.min(longestWait, meaning.wait ?? waitOf(this.#failures.row));
      return this.ports.delay(wait, this.signal);
    }
    const isNew = meaning.kind !== "continue" && written > 0;
    if (isNew && ++this.#failures.anew > most.anew)
      throw isSame(meaning, this.part.known()) ? brokenOff(origin, 0) : keepsChanging(origin);
    if (meaning.kind === "anew") return this.part.begin(size, undefined);
    if (meaning.kind === "begin") {
      await this.part.begin(meaning.size, meaning.mark);
      this.#since = 0;
    }
    await this.#requireRoom();
  }

  async #requireRoom(): Promise<void> {
    const { folder } = this.place;
    const { written, size } = this.part.known();
    const free = await this.ports.disk
      .free(folder)
      .catch((error: unknown) => Promise.reject(writeFailed(folder, error)));
    const needed = size - written + margin;
    // Before a byte of it was written: what is there of an earlier try stays.
    if (free < needed) throw new ModelError("download", diskFull(folder, needed, free).message);
  }
}

/** The server knows no ranges, so that each connection begins with the first byte. */
const isSame = (meaning: Meaning, { size, mark }: Known) =>
  meaning.kind === "begin" && meaning.size === size && meaning.mark === mark;

/** What another try does not mend. */
const lasting: readonly ExchangeFault[] = [
  "not-allowed",
  "certificate",
  "client-certificate",
  "client-files",
  "not-http",
];

const waitOf = (failures: number) => Math.min(longestWait, firstWait * 2 ** (failures - 1));

interface Question {
  readonly url: URL;
  readonly known: Known;
  /** Takes the server that is asked: a redirect leads to another one. */
  readonly asked: { origin: string };
}

/** Follows redirects, each through the gate. */
async function ask({ url, known, asked }: Question, ports: FetchPorts, signal: AbortSignal) {
  const { exchange, ca, limits = standard } = ports;
  let at = url;
  for (let hops = 0; hops <= most.redirects; hops++) {
    asked.origin = at.origin;
    const question = { method: "GET" as const, url: at, headers: rangeOf(known), limits };
    const response = await exchange(ca === undefined ? question : { ...question, ca }, signal);
    let meaning: Meaning | undefined;
    try {
      meaning = meaningOf(response, at, known);
    } finally {
      if (meaning === undefined || meaning.kind === "redirect") response.close();
    }
    if (meaning.kind !== "redirect") return { response, meaning };
    at = meaning.to;
  }
  throw manyRedirects(url.origin);
}
