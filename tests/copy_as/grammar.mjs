// Trees of generated Go and C#, and the names in them that are a library's.

import { createRequire } from "node:module";
import { Language, Parser } from "web-tree-sitter";

const { resolve } = createRequire(import.meta.url);
await Parser.init();
const languages = {
  gobreaker: await Language.load(resolve("tree-sitter-go/tree-sitter-go.wasm")),
  polly: await Language.load(resolve("tree-sitter-c-sharp/tree-sitter-c_sharp.wasm")),
};

/** The root of a text for a target. */
export function parse(source, target) {
  const parser = new Parser();
  parser.setLanguage(languages[target]);
  return parser.parse(source).rootNode;
}

/** Where a text does not follow the grammar: what is not understood, and what is missing. */
export function mistakes(root) {
  const found = [];
  const walk = (node) => {
    const { row, column } = node.startPosition;
    if (node.isError || node.isMissing) found.push(`${row + 1}:${column + 1} ${node.isMissing ? `no ${node.type}` : node.text}`);
    else for (const child of node.children) if (child.hasError || child.isMissing) walk(child);
  };
  walk(root);
  return found;
}

const all = (root, ...kinds) => root.descendantsOfType(kinds);

/** Names after a point, by what stands before it: `settings.Timeout`, `time.Second`. */
export function goNames(root) {
  const selected = all(root, "selector_expression").map((node) => ["operand", "field"].map((field) => node.childForFieldName(field).text));
  const types = all(root, "qualified_type").map((node) => ["package", "name"].map((field) => node.childForFieldName(field).text));
  return [...selected, ...types];
}

/** What is assigned to a setting in Go. */
export function goValues(root) {
  const sides = all(root, "assignment_statement").map((node) => ["left", "right"].map((field) => node.childForFieldName(field)));
  return new Map(sides.map(([left, right]) => [left.text.split(".").at(-1), right.text]));
}

const plain = (node) => node.text.split("<")[0];

/** Each object that is made in C#: its type without arguments, and the properties that it is given. */
export function objects(root) {
  return all(root, "object_creation_expression").map((node) => {
    const given = node.childForFieldName("initializer")?.namedChildren.filter(({ type }) => type === "assignment_expression") ?? [];
    const pairs = given.map((one) => [one.childForFieldName("left").text, one.childForFieldName("right").text]);
    return [plain(node.childForFieldName("type")), new Map(pairs)];
  });
}

/** Members in C#, each with what stands before it if that is a plain name. */
export function members(root) {
  return all(root, "member_access_expression").map((node) => {
    const before = node.childForFieldName("expression");
    return [before.type === "identifier" ? before.text : "", plain(node.childForFieldName("name"))];
  });
}
