/** Equations (OMML) as one line of text: `(a+b)/2`, `x²`, `√(2)`. */
import { childOf, elementsOf, type XmlElement } from "../xml";
import { scriptText } from "./symbols";

type Writer = (element: XmlElement) => string;

const part = (element: XmlElement, name: string): string => {
  const child = childOf(element, name);
  return child === undefined ? "" : mathText(child);
};
const property = (element: XmlElement, name: string, otherwise: string): string =>
  childOf(childOf(element, `${element.name}Pr`), name)?.attributes["m:val"] ?? otherwise;

/** One figure or word needs no brackets. */
const grouped = (text: string) => (/^(?:[\p{L}\p{N}.,]*|\(.*\))$/u.test(text) ? text : `(${text})`);

function script(text: string, position: "superscript" | "subscript"): string {
  if (text === "") return "";
  const written = scriptText(text, position);
  return written === text ? `${position === "superscript" ? "^" : "_"}${grouped(text)}` : written;
}

const writers: Readonly<Record<string, Writer>> = {
  "m:f": (element) => `${grouped(part(element, "m:num"))}/${grouped(part(element, "m:den"))}`,
  "m:sSup": (element) => part(element, "m:e") + script(part(element, "m:sup"), "superscript"),
  "m:sSub": (element) => part(element, "m:e") + script(part(element, "m:sub"), "subscript"),
  "m:sSubSup": (element) =>
    part(element, "m:e") +
    script(part(element, "m:sub"), "subscript") +
    script(part(element, "m:sup"), "superscript"),
  "m:rad": (element) => {
    const degree = part(element, "m:deg");
    return `${degree === "" ? "" : scriptText(degree, "superscript")}√(${part(element, "m:e")})`;
  },
  "m:nary": (element) =>
    property(element, "m:chr", "∫") +
    script(part(element, "m:sub"), "subscript") +
    script(part(element, "m:sup"), "superscript") +
    ` ${part(element, "m:e")}`,
  "m:d": (element) => {
    const terms = elementsOf(element).filter(({ name }) => name === "m:e");
    const between = property(element, "m:sepChr", "|");
    return (
      property(element, "m:begChr", "(") +
      terms.map(mathText).join(between) +
      property(element, "m:endChr", ")")
    );
  },
  "m:func": (element) => `${part(element, "m:fName")} ${part(element, "m:e")}`,
  "m:mr": (element) => `${elementsOf(element).map(mathText).join(", ")}; `,
  "m:r": (element) =>
    elementsOf(element)
      .filter(({ name }) => name === "m:t" || name === "w:t")
      .flatMap(({ children }) => children.filter((child) => typeof child === "string"))
      .join(""),
  "w:del": () => "",
  "w:moveFrom": () => "",
};

/** The text of an `m:oMath` and everything below it; deleted parts are left out. */
export function mathText(element: XmlElement): string {
  const write = writers[element.name];
  return write === undefined ? elementsOf(element).map(mathText).join("") : write(element);
}
