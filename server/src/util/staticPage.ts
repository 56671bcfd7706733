/** A page in one file, without script and without anything from elsewhere: to read on screen, to print, to hand on. */
import { type Language, language } from "./l10n";
import { escapeHtml, type Html } from "./markup";

export interface StaticPage {
  readonly title: string;
  /** CSS. */
  readonly style: string;
  readonly body: Html;
  /** Default: that of the messages. */
  readonly language?: Language;
}

export const staticPage = ({ title, style, body, language: own }: StaticPage): string => `<!DOCTYPE html>
<html lang="${own ?? language()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>
${style}
</style>
</head>
<body>
${body}
</body>
</html>
`;
