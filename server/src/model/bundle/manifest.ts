/**
 * What a bundle brings across an air gap: `hanare-bundle.json`, which names every file with its size and SHA-256 and may be
 * signed with Ed25519. Pure.
 */
import { canonicalJson } from "../../util/canonicalJson";
import { isTextSignedBy, signText } from "../../util/ed25519";
import { t } from "../../util/l10n";
import { ModelError } from "../runtime";

export const manifestName = "hanare-bundle.json";

/** In the order of the guide. `rules`: rule packs; `allowList`: the organisation's list of models. */
export const bundleKinds = ["extension", "model", "rules", "allowList", "parts", "guide"] as const;
export type BundleKind = (typeof bundleKinds)[number];

/** A file as it lies in the bundle. `path` is relative to the bundle, with `/`. */
export interface BundlePiece {
  readonly path: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface BundleFile extends BundlePiece {
  readonly kind: BundleKind;
  /** The file was cut into these; at `path` itself lies nothing. */
  readonly pieces?: readonly BundlePiece[];
}

export interface BundleManifest {
  /** Version of the product that made it. */
  readonly product: string;
  readonly files: readonly BundleFile[];
}

const format = "hanare-bundle/1";

export const bundleError = (message: string) => new ModelError("bundle", message);

/** `privateKey`: PEM; absent: not signed. Throws ModelError `bundle` when the key is none. */
export function writeManifest(manifest: BundleManifest, privateKey?: string): string {
  const content = { format, ...manifest };
  const signature =
    privateKey === undefined ? undefined : keyed(() => signText(messageOf(content), privateKey));
  return `${JSON.stringify({ ...content, signature }, null, 2)}\n`;
}

export interface ReadManifest {
  readonly manifest: BundleManifest;
  /** Checked against the public key; `unchecked`: there is a signature and nobody gave a key. */
  readonly signature: "valid" | "unchecked" | "none";
}

/** `publicKey`: PEM or its base64; with it, an unsigned manifest is refused. Throws ModelError `bundle`. */
export function readManifest(text: string, publicKey?: string): ReadManifest {
  const value = jsonOf(text);
  if (!isRecord(value) || value["format"] !== format || !Array.isArray(value["files"]))
    throw bundleError(
      t(
        "{0} is no list of a bundle, or was damaged on the way. Copy the bundle again from where it was made.",
        manifestName,
      ),
    );
  const { signature, ...content } = value;
  const files = value["files"].map(fileOf);
  const twice = files.find(({ path }, at) => files.findIndex((other) => other.path === path) !== at);
  if (twice !== undefined) throw strange(twice.path);
  const manifest = { product: typeof value["product"] === "string" ? value["product"] : "", files };
  if (publicKey === undefined)
    return { manifest, signature: typeof signature === "string" ? "unchecked" : "none" };
  if (typeof signature !== "string")
    throw bundleError(
      t("The bundle is not signed, but a public key was given to check it with. Ask who made it to sign it."),
    );
  if (!keyed(() => isTextSignedBy(messageOf(content), signature, publicKey)))
    throw bundleError(
      t(
        "The bundle was changed after it was signed, or the public key is not the signer's. Nothing was taken from it. Get the bundle and the key again from who made it.",
      ),
    );
  return { manifest, signature: "valid" };
}

const messageOf = (content: object) => `${format} ${canonicalJson(content)}`;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    // Said by the caller.
    return undefined;
  }
}

function keyed<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw bundleError(error instanceof Error ? error.message : String(error));
  }
}

const strange = (path: string) =>
  bundleError(
    t("The bundle's list has an entry that no bundle of Hanare has: {0}. Nothing was taken from it.", path),
  );

function fileOf(raw: unknown): BundleFile {
  const piece = pieceOf(raw);
  const { kind, pieces } = raw as Record<string, unknown>;
  const known = bundleKinds.find((each) => each === kind);
  if (known === undefined) throw strange(piece.path);
  if (pieces === undefined) return { ...piece, kind: known };
  if (!Array.isArray(pieces) || pieces.length === 0) throw strange(piece.path);
  const parts = pieces.map(pieceOf);
  if (parts.reduce((sum, part) => sum + part.size, 0) !== piece.size) throw strange(piece.path);
  return { ...piece, kind: known, pieces: parts };
}

function pieceOf(raw: unknown): BundlePiece {
  if (!isRecord(raw)) throw strange(JSON.stringify(raw));
  const { path, size, sha256 } = raw;
  if (typeof path !== "string" || !isSafe(path)) throw strange(String(path));
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) throw strange(path);
  if (typeof sha256 !== "string" || !/^[0-9a-f]{64}$/.test(sha256)) throw strange(path);
  return { path, size, sha256 };
}

/** A file in a folder of the bundle, or in the bundle itself, under a name that every system takes as it is. */
const isSafe = (path: string) =>
  path.split("/").length <= 2 &&
  path
    .split("/")
    .every(
      (name) =>
        name.length <= 200 &&
        /^[^\\/:*?"<>|\u0000-\u001f]+$/.test(name) &&
        !/^\.|[. ]$/.test(name) &&
        !/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name),
    );
