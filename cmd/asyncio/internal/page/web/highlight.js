// Colours for code: comments, strings, keywords and names that are called, in
// Go and in Python. It need not be exact, only never lose a character.

const keywords = {
  go: new Set("break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var nil true false".split(" ")),
  py: new Set("and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield None True False".split(" ")),
};
const tokens = {
  go: /(\/\/.*)|("(?:[^"\\]|\\.)*"?|`[^`]*`?|'(?:[^'\\]|\\.)*'?)|([A-Za-z_]\w*)(?=(\s*\()?)|(\d[\w.]*)|([^])/g,
  py: /(#.*)|("""[^]*?"""|[rbf]?"(?:[^"\\]|\\.)*"?|[rbf]?'(?:[^'\\]|\\.)*'?)|([A-Za-z_]\w*)(?=(\s*\()?)|(\d[\w.]*)|([^])/g,
};

// highlighted gives a line as pieces of text and elements.
function highlighted(line, lang) {
  const pieces = [];
  let plain = "";
  const add = (kind, text) => {
    if (!kind) return void (plain += text);
    if (plain) pieces.push(plain);
    plain = "";
    pieces.push(el("span", { class: kind, text }));
  };
  for (const [all, comment, string, name, call, number] of line.matchAll(tokens[lang])) {
    if (comment !== undefined) add("c-comment", all);
    else if (string !== undefined) add("c-string", all);
    else if (name !== undefined) add(keywords[lang].has(name) ? "c-key" : call !== undefined ? "c-call" : "", all);
    else add(number !== undefined ? "c-number" : "", all);
  }
  return plain ? [...pieces, plain] : pieces;
}
