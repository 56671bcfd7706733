/** Formulas (MathML) as one line of text: `(a+b)/2`, `x²`, `√(2)`. */
import { scriptText } from "../docx/symbols";
import { elementsOf, type XmlElement } from "../xml";

const grouped = (text: string) => (/^(?:[\p{L}\p{N}.,]*|\(.*\))$/u.test(text) ? text : `(${text})`);

function script(text: string, position: "superscript" | "subscript"): string {
  const written = scriptText(text, position);
  return written === text ? `${position === "superscript" ? "^" : "_"}${grouped(text)}` : written;
}

/** The text of a `math:math` and everything below it, the source that its editor keeps beside it left out. */
export function mathmlText(element: XmlElement): string {
  const parts = elementsOf(element);
  const [first = "", second = "", third = ""] = parts.slice(0, 3).map(mathmlText);
  switch (element.name.replace(/^.*:/, "")) {
    case "annotation":
    case "annotation-xml":
      return "";
    case "mfrac":
      return `${grouped(first)}/${grouped(second)}`;
    case "msup":
    case "mover":
      return first + script(second, "superscript");
    case "msub":
    case "munder":
      return first + script(second, "subscript");
    case "msubsup":
    case "munderover":
      return first + script(second, "subscript") + script(third, "superscript");
    case "msqrt":
      return `√(${parts.map(mathmlText).join("")})`;
    case "mroot":
      return `${scriptText(second, "superscript")}√(${first})`;
    case "mtr":
      return `${parts.map(mathmlText).join(", ")}; `;
    case "mi":
    case "mn":
    case "mo":
    case "mtext":
      return element.children
        .filter((child) => typeof child === "string")
        .join("")
        .trim();
    default:
      return parts.map(mathmlText).join("");
  }
}
