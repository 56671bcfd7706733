/**
 * Holes whose right filling is small, known and checkable without being one fixed string. The cursor is `‸`.
 * A predicate sees what was inserted and the document after it was accepted.
 */

export interface Filled {
  /** Text at the cursor, with the document's own line breaks. */
  readonly inserted: string;
  readonly document: string;
}

export interface HoleCase {
  readonly name: string;
  readonly languageId: string;
  /** Text-art of `test/support/cursor.ts`. */
  readonly marked: string;
  readonly explicit: boolean;
  /** What a right answer holds, for the message of a failed test. */
  readonly wants: string;
  accepts(filled: Filled): boolean;
}

const lines = (...all: readonly string[]) => all.join("\n");

export const holes: readonly HoleCase[] = [
  {
    name: "TypeScript: the rest of a return",
    languageId: "typescript",
    explicit: false,
    marked: lines(
      "interface Invoice {",
      "  readonly amount: number;",
      "  readonly taxRate: number;",
      "}",
      "",
      "/** Amount with tax, rounded down. */",
      "export function totalWithTax(invoice: Invoice): number {",
      "  return Math.floor(‸);",
      "}",
      "",
    ),
    wants: "invoice.amount and invoice.taxRate in balanced brackets",
    accepts: ({ inserted, document }) =>
      inserted.includes("invoice.amount") && inserted.includes("taxRate") && balanced(document),
  },
  {
    name: "TypeScript: a block",
    languageId: "typescript",
    explicit: false,
    marked: lines(
      "export function countByWard(patients: readonly { ward: string }[]): Map<string, number> {",
      "  const counts = new Map<string, number>();",
      "  for (const patient of patients) {",
      "    ‸",
      "  }",
      "  return counts;",
      "}",
      "",
    ),
    wants: "counts.set(patient.ward, …), one return, balanced brackets",
    accepts: ({ inserted, document }) =>
      /counts\.set\(/.test(inserted) && document.split("return counts;").length === 2 && balanced(document),
  },
  {
    name: "Python: a function's body",
    languageId: "python",
    explicit: false,
    marked: lines(
      "import csv",
      "",
      "",
      "def read_rows(path):",
      '    """Return the rows of a CSV file as a list of dicts."""',
      '    with open(path, encoding="utf-8", newline="") as file:',
      "        ‸",
      "",
      "",
      'if __name__ == "__main__":',
      '    print(len(read_rows("rows.csv")))',
      "",
    ),
    wants: "csv.DictReader(file) inside the with block",
    accepts: ({ inserted, document }) =>
      inserted.includes("csv.DictReader(file") && document.split("__main__").length === 2,
  },
  {
    name: "Java: a getter",
    languageId: "java",
    explicit: false,
    marked: lines(
      "public class Account {",
      "    private final String accountNumber;",
      "    private long balance;",
      "",
      "    public Account(String accountNumber, long balance) {",
      "        this.accountNumber = accountNumber;",
      "        ‸",
      "    }",
      "",
      "    public long getBalance() {",
      "        return balance;",
      "    }",
      "}",
      "",
    ),
    wants: "this.balance = balance; and nothing of the getter",
    accepts: ({ inserted, document }) =>
      inserted.includes("this.balance = balance;") &&
      document.split("getBalance").length === 2 &&
      balanced(document),
  },
  {
    name: "SQL: a join's condition",
    languageId: "sql",
    explicit: false,
    marked: lines(
      "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);",
      "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL, total INTEGER NOT NULL);",
      "",
      "SELECT customers.name, SUM(orders.total) AS total",
      "FROM customers",
      "JOIN orders ON ‸",
      "GROUP BY customers.name;",
      "",
    ),
    wants: "orders.customer_id = customers.id, either way round, and no second GROUP BY",
    accepts: ({ inserted, document }) =>
      /orders\.customer_id\s*=\s*customers\.id|customers\.id\s*=\s*orders\.customer_id/i.test(inserted) &&
      document.split("GROUP BY").length === 2,
  },
  {
    name: "Japanese comment to Python",
    languageId: "python",
    explicit: true,
    marked: lines(
      "# 税抜金額と税率から税込金額を計算し、1円未満を切り捨てて返す",
      "def tax_included(amount, rate):",
      "    ‸",
      "",
    ),
    wants: "a return that uses amount and rate",
    accepts: ({ inserted }) => /return/.test(inserted) && /amount/.test(inserted) && /rate/.test(inserted),
  },
  {
    name: "Japanese comment to TypeScript",
    languageId: "typescript",
    explicit: true,
    marked: lines(
      "interface Product {",
      "  readonly name: string;",
      "  readonly stock: number;",
      "  readonly minimum: number;",
      "}",
      "",
      "// 在庫が最低数量を下回る商品だけを返す",
      "export function shortages(products: readonly Product[]): readonly Product[] {",
      "  ‸",
      "}",
      "",
    ),
    wants: "products.filter by stock < minimum, balanced brackets",
    accepts: ({ inserted, document }) =>
      inserted.includes("filter") && /stock\s*<=?\s*\w*\.?minimum/.test(inserted) && balanced(document),
  },
  {
    name: "CRLF and tabs: a Java loop",
    languageId: "java",
    explicit: false,
    marked: [
      "class Totals {",
      "\tstatic long sum(long[] amounts) {",
      "\t\tlong total = 0;",
      "\t\tfor (long amount : amounts) {",
      "\t\t\t‸",
      "\t\t}",
      "\t\treturn total;",
      "\t}",
      "}",
      "",
    ].join("\r\n"),
    wants: "total += amount; with the file's own line breaks",
    accepts: ({ inserted, document }) =>
      /total\s*(?:\+=\s*amount|=\s*total\s*\+\s*amount);/.test(inserted) &&
      !/[^\r]\n/.test(inserted) &&
      balanced(document),
  },
];

function balanced(document: string): boolean {
  const open: string[] = [];
  for (const char of document) {
    if ("([{".includes(char)) open.push(char);
    const at = ")]}".indexOf(char);
    if (at >= 0 && open.pop() !== "([{"[at]) return false;
  }
  return open.length === 0;
}
