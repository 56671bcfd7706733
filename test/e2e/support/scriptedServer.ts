/** An inference server on this computer that says what a test wrote, at once; it passes the test of an assistant. */
import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import path from "node:path";
import { httpServer, openAi, type TestHttpServer } from "../../support/lyingServer";

/** What it is told: instructions, and the user's words. */
export interface Prompt {
  readonly system: string;
  readonly user: string;
}

export interface ScriptedServer extends TestHttpServer {
  /** Every prompt that is none of Hanare's own test. */
  readonly prompts: Prompt[];
}

export interface ScriptedOptions {
  /** It refuses requests without this key. */
  readonly key?: string;
  /** Another loopback address than Hanare takes for this computer: a server elsewhere, with a certificate. */
  readonly elsewhere?: boolean;
}

/** The address that `elsewhere.pem` is for. */
export const elsewhere = "127.0.0.2";
const tls = (name: string) => path.resolve(__dirname, "../../fixtures/tls", name);
/** Its own authority. */
export const elsewhereCa = tls("elsewhere.pem");

/** Of the test of an assistant (`model/capability.ts`): a sentence is worded again by repeating it. */
const isOwnTest = ({ system }: Prompt) => /Word the sentence again|次の文を、日本語の短い一文に/.test(system);

export async function scriptedServer(
  answer: (prompt: Prompt) => string,
  { key, elsewhere: isElsewhere = false }: ScriptedOptions = {},
): Promise<ScriptedServer> {
  const prompts: Prompt[] = [];
  const speak = openAi((body) => {
    const prompt = promptOf(body);
    if (isOwnTest(prompt)) return JSON.stringify({ text: prompt.user });
    prompts.push(prompt);
    return answer(prompt);
  });
  const behave: RequestListener = (request, response) => {
    if (key === undefined || request.headers.authorization === `Bearer ${key}`)
      return speak(request, response);
    response.writeHead(401, { "content-type": "application/json" }).end("{}");
  };
  const secure = () =>
    createSecureServer({ key: readFileSync(tls("elsewhere.key")), cert: readFileSync(elsewhereCa) });
  const server = await httpServer(
    behave,
    isElsewhere ? secure() : createServer(),
    isElsewhere ? elsewhere : undefined,
  );
  return { ...server, prompts };
}

function promptOf({ messages }: Readonly<Record<string, unknown>>): Prompt {
  const said = Array.isArray(messages)
    ? (messages as readonly { readonly role: string; readonly content: string }[])
    : [];
  const of = (role: string) => said.find((message) => message.role === role)?.content ?? "";
  return { system: of("system"), user: of("user") };
}
