/** Diffs as git writes them. */

export const change = [
  "diff --git a/src/limit.ts b/src/limit.ts",
  "index 1111111..2222222 100644",
  "--- a/src/limit.ts",
  "+++ b/src/limit.ts",
  "@@ -1,4 +1,9 @@ export class Limit {",
  "-  const most = 3;",
  "+  const most = 5;",
  "+",
  "+export function allows(count: number): boolean {",
  "+  return count <= most;",
  "+}",
  "",
].join("\n");

export const locks = [
  "diff --git a/package-lock.json b/package-lock.json",
  "--- a/package-lock.json",
  "+++ b/package-lock.json",
  "@@ -1 +1 @@",
  '-  "version": "1.0.0"',
  '+  "version": "9.9.9"',
  "",
].join("\n");

export const picture = [
  "diff --git a/docs/plan.png b/docs/plan.png",
  "new file mode 100644",
  "index 0000000..3333333",
  "Binary files /dev/null and b/docs/plan.png differ",
  "",
].join("\n");

export const japanese = [
  'diff --git "a/docs/\\346\\211\\213\\351\\240\\206.md" "b/docs/\\346\\211\\213\\351\\240\\206.md"',
  "new file mode 100644",
  "--- /dev/null",
  '+++ "b/docs/\\346\\211\\213\\351\\240\\206.md"',
  "@@ -0,0 +1,2 @@",
  "+# 点検手順",
  "+電源を切る。",
  "",
].join("\n");

export const renamed = [
  "diff --git a/src/old name.ts b/src/new name.ts",
  "similarity index 100%",
  "rename from src/old name.ts",
  "rename to src/new name.ts",
  "",
].join("\n");

export const deleted = [
  "diff --git a/src/gone.ts b/src/gone.ts",
  "deleted file mode 100644",
  "--- a/src/gone.ts",
  "+++ /dev/null",
  "@@ -1 +0,0 @@",
  "-export const gone = 1;",
  "",
].join("\n");
