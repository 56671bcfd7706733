/** `hanare models allow-list add|sign|verify`: for the administrator who decides which models may be used. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import {
  type AllowList,
  parseAllowList,
  readSignedList,
  requireAllowed,
  signList,
  withAllowed,
  writeList,
} from "../model/allowList";
import { codeOf } from "../model/ggufErrors";
import { isModelError } from "../model/runtime";
import { importModel, openHashCache } from "../model/store";
import { disk } from "../node/disk";
import { roles } from "../protocol";
import { t } from "../util/l10n";
import { progressTo } from "./models";
import { choice, type CommonOptions } from "./options";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";
import { textOf } from "./textFile";

export interface AddOptions extends CommonOptions {
  readonly name?: string;
  readonly role?: readonly string[];
  readonly note?: string;
  readonly contact?: string;
}

export async function addToAllowList(
  terminal: Terminal,
  { list: name, file }: { readonly list: string; readonly file: string },
  options: AddOptions,
): Promise<ExitCode> {
  const allowed = options.role?.map((role) => choice("--role", role, roles));
  const before = await existingList(terminal, name);
  const model = await importModel(
    path.resolve(terminal.cwd, file),
    { hashes: openHashCache(terminal.storagePath), adapters: true },
    progressTo(terminal),
    terminal.signal,
  );
  const after = withAllowed(before, {
    name: options.name ?? model.name,
    sha256: model.sha256,
    ...(allowed === undefined ? {} : { roles: allowed }),
    ...(options.note === undefined ? {} : { note: options.note }),
  });
  const contact = options.contact ?? before.contact;
  await write(terminal, name, writeList({ ...after, ...(contact === undefined ? {} : { contact }) }));
  terminal.out(`${model.sha256}  ${options.name ?? model.name}\n`);
  terminal.note(t("The list must be signed again: hanare models allow-list sign {0} --key …", name));
  return exitCodes.clean;
}

async function existingList(terminal: Terminal, name: string): Promise<AllowList> {
  try {
    return parseAllowList(await textOf(terminal, name), name).list;
  } catch (error) {
    // A list that is not there begins here; one that cannot be used is not written over.
    if (error instanceof UsageError && (await isAbsent(terminal, name))) return { models: [] };
    throw error;
  }
}

export async function signAllowList(
  terminal: Terminal,
  name: string,
  { key, output }: CommonOptions & { readonly key: string; readonly output?: string },
): Promise<ExitCode> {
  const { list } = parseAllowList(await textOf(terminal, name), name);
  await write(terminal, output ?? name, signList(list, await textOf(terminal, key)));
  return exitCodes.clean;
}

export async function verifyAllowList(
  terminal: Terminal,
  { list: name, files }: { readonly list: string; readonly files: readonly string[] },
  { publicKey }: CommonOptions & { readonly publicKey: string },
): Promise<ExitCode> {
  const text = await textOf(terminal, name);
  const key = await textOf(terminal, publicKey);
  try {
    const list = readSignedList(text, name, key);
    terminal.out(`${t("Holds: {0} allowed models.", list.models.length)}\n`);
    const hashes = openHashCache(terminal.storagePath);
    for (const file of files) {
      const source = path.resolve(terminal.cwd, file);
      const { sha256 } = await importModel(source, { hashes }, progressTo(terminal), terminal.signal);
      const allowed = requireAllowed(list, path.basename(source), sha256);
      terminal.out(`${sha256}  ${allowed.name}${allowed.roles ? ` (${allowed.roles.join(", ")})` : ""}\n`);
    }
    return exitCodes.clean;
  } catch (error) {
    if (!isModelError(error) || !["allow-list", "model-not-allowed"].includes(error.code)) throw error;
    terminal.out(`${t("Does not hold: {0}", error.message)}\n`);
    return exitCodes.findings;
  }
}

async function isAbsent(terminal: Terminal, name: string): Promise<boolean> {
  return (await disk.look(path.resolve(terminal.cwd, name))) === undefined;
}

async function write(terminal: Terminal, name: string, text: string): Promise<void> {
  const file = path.resolve(terminal.cwd, name);
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new UsageError(
      t("{0} cannot be written ({1}). Name a file in a folder that exists.", file, codeOf(error)),
    );
  }
  terminal.note(t("Written: {0}", file));
}
