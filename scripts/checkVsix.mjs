// `npm run package:check -- FILE…`: whether VSIX files hold what their platforms need, and nothing else.
import { Failure, script } from "./lib/failure.mjs";
import { checkVsix, sizeTable } from "./lib/vsixCheck.mjs";

await script(async () => {
  const files = process.argv.slice(2);
  if (files.length === 0) throw new Failure("Name one or more .vsix files.");
  const checked = files.map((file) => ({ file, ...checkVsix(file) }));
  console.log(sizeTable(checked));
  const wrong = checked.flatMap(({ file, problems }) => problems.map((problem) => `${file}: ${problem}`));
  if (wrong.length > 0) throw new Failure(wrong.join("\n"));
});
