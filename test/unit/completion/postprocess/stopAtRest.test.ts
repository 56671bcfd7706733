import { check } from "./cases";

check("stopAtRest", [
  {
    why: "the rest of the line, and more",
    given: "send(⟦user, options, callback); other(⟧, options, callback);",
    becomes: "send(⟦user⟧, options, callback);",
  },
  {
    why: "the rest of a sentence",
    language: "markdown",
    given: "申請は⟦所属長が承認する。次に総務部が⟧が承認する。",
    becomes: "申請は⟦所属長⟧が承認する。",
  },
  { why: "the rest at the very end", given: "send(⟦user, options, callback);⟧, options, callback);" },
  { why: "a short rest", given: "send(⟦a), send(b⟧)" },
  { why: "a rest with other words", given: "send(⟦user, callback, options⟧, options, callback);" },
  { why: "no rest", given: "send(⟦user);⟧\n, options, callback);" },
  { why: "a call in a call", given: "compute(⟦compute(a, first, second⟧), first, second);" },
]);
