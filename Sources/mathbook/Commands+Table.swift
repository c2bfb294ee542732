/// The commands of `mathbook`: this table is written by hand and is read by parsing and by help.
enum Commands {
  static let all: [Command] = [
    build, check, fix, explain, bind, run, repl, eject, initialize, markdown, tex, help,
  ]

  static let build = Command(
    name: "build", arguments: "[BOOK]", mostOperands: 1,
    summary: "render a book's chapters with their results, formulas and charts",
    story: """
      Reads the book that BOOK (a folder or a chapter; the current folder if left out) belongs to,
      checks and runs its chapters, and writes output/html and output/text. A book is the folder
      that holds chapters/; a plain folder of Markdown is a book of its own. If anything is wrong,
      it is reported and the pages of the last good build stay. Values of cells are kept in
      output/.cache, which can be deleted at any time.
      """,
    options: [
      Option(
        name: "--format", value: "FORMAT", choices: ["html", "text"],
        summary: "write only these: html, text (default: html,text)"),
      Option(
        name: "--output", value: "DIR", summary: "write DIR/html and DIR/text instead of output/"),
      Option(
        name: "--single-file",
        summary: "write one page that holds all it needs: the book, or BOOK if it is a chapter"),
      Option(
        name: "--charts", value: "CHARACTERS", choices: ["braille", "block", "ascii"],
        summary: "make charts in text of braille, block, ascii (default: braille)"),
      Option(name: "--watch", summary: "build again on every change, and reload open pages"),
      Option(name: "--open", summary: "show the first page when it is done"),
      Option(name: "--draft", summary: "mark the numbers behind which nothing stands"),
      Option(
        name: "--keep-going", summary: "write the pages although chapters have errors"),
      Option(
        name: "--jobs", value: "N", summary: "work on N chapters at once (default: all cores)"),
      Option(name: "--no-cache", summary: "run all cells, whatever is kept of earlier builds"),
      Option(name: "--verbose", summary: "say how long each phase took, summed over all cores"),
      Option(
        name: "--strict", summary: "what 'check --strict' would call an error stops the build"),
      Option(name: "--quiet", summary: "say nothing but errors"),
    ])

  static let check = Command(
    name: "check", arguments: "[PATH…]", mostOperands: 10_000,
    summary: "verify every number stated in chapters, and the arithmetic in any Markdown",
    story: """
      Each PATH is a file, a folder (all its .md, .markdown and .txt files) or - for standard
      input; the current book if left out. In chapters every stated number must be accounted for;
      in other documents only arithmetic in plain sight, such as 12 + 7 = 19, is judged.
      Exit code 0: no error. 1: at least one error. 2: wrong usage or an unreadable path.
      In GitHub Actions errors are also written as annotations.
      """,
    options: [
      Option(name: "--strict", summary: "notes about rounding and unverified numbers are errors"),
      Option(
        name: "--format", value: "FORMAT[=FILE]",
        summary: "how to report: text, json, github, sarif, junit, tap; again with =FILE"),
      Option(name: "--notes", summary: "show notes about foreign documents too"),
      Option(
        name: "--list", value: "WHICH",
        choices: ["unverified", "waived", "not-checked", "all", "coverage"],
        summary: "list how numbers were read: unverified, waived, not-checked, all, coverage"),
      Option(
        name: "--changed-since", value: "REV",
        summary: "only lines that differ from the git revision REV, and what they decide"),
      Option(
        name: "--unstated", summary: "note what cells compute and nothing states or uses"),
      asKind,
    ])

  private static let asKind = Option(
    name: "--as", value: "KIND", choices: ["chapter", "foreign"],
    summary: "treat every file as this kind of document")

  static let fix = Command(
    name: "fix", arguments: "[PATH…]", mostOperands: 10_000,
    summary: "write the right digits where 'check' finds stated numbers wrong",
    story: """
      Rewrites bound numbers, result comments and the results of arithmetic in plain sight, and
      fills in '// => ...'. Only digits change: units, signs, separators and line endings stay.
      Refused unless --accept is given: a change of more than 10 %, of sign, of a number whose
      comparison ("below 3") fails, that the sentence sizes ("half"), or that other arithmetic uses.
      Exit code 0: nothing is left to do. 1: something was refused or is wrong otherwise, or --diff
      shows a change. 2: wrong usage, or a file cannot be read or written.
      """,
    options: [
      Option(name: "--diff", summary: "show the changes as a diff and write nothing"),
      Option(name: "--accept", summary: "make the doubtful changes too"),
      Option(name: "--strict", summary: "also mend digits that were cut off"),
      asKind,
    ])

  static let explain = Command(
    name: "explain", arguments: "FILE[:LINE[:COLUMN]]", mostOperands: 1,
    summary: "tell how each number was read, and by which rule",
    story: """
      For every number and every sign of equality of FILE, of one line, or at one column: what
      stands behind it, or the named rule by which it is no claim.
      """,
    options: [asKind])

  static let bind = Command(
    name: "bind", arguments: "FILE:LINE[:COLUMN]", mostOperands: 1,
    summary: "tie an unverified number to an expression of its chapter",
    story: """
      Lists the values of the chapter that the numbers of the line could state. With --to, writes
      the comment <!-- = EXPRESSION --> after the number, if it holds; on a terminal, asks which.
      """,
    options: [
      Option(name: "--to", value: "EXPRESSION", summary: "the expression to bind the number to")
    ])

  static let run = Command(
    name: "run", arguments: "FILE", mostOperands: 1,
    summary: "run a file of swift-math, or the cells of a chapter, and print what they show",
    story: """
      FILE is Markdown (.md, .markdown, .qmd), whose cells run in order, or a file of the language
      itself under any other name, or - for standard input. Values and printed text go to standard
      output, messages to standard error. Exit code 0: no error. 1: an error. 2: wrong usage.
      """,
    options: [
      Option(name: "--bytecode", summary: "print the compiled program instead of running it")
    ])

  static let repl = Command(
    name: "repl", arguments: "", mostOperands: 0,
    summary: "try the language: type a line, see its value",
    story: """
      Reads statements from the terminal or standard input and shows their values. Names stay; an
      open bracket goes on in the next line. ':help' explains, ':type EXPRESSION' tells a type.
      """,
    options: [])

  static let eject = Command(
    name: "eject", arguments: "CHAPTER… --output DIR", mostOperands: 10_000,
    summary: "write chapters as a Swift package that computes what their cells show",
    story: """
      Each CHAPTER is a Markdown file, a folder of them, or the name of a chapter of the current
      book. DIR becomes a package: one Swift file a chapter, with the cells lowered to real Swift over
      this project's library, and Shown.txt with every value as the interpreter has it, to the last bit.
      'swift run' in DIR prints what the cells show, 'swift run Chapters --exact' what Shown.txt holds.
      What has no form in Swift is reported at its place, and nothing is written.
      """,
    options: [
      Option(name: "--output", value: "DIR", summary: "the folder of the package"),
      Option(
        name: "--package-path", value: "PATH",
        summary: "the checkout of mathbook to build against (default: the one around the folder)"),
    ])

  static let initialize = Command(
    name: "init", arguments: "DIR", mostOperands: 1,
    summary: "start a book in the new or empty folder DIR",
    story: """
      Writes DIR/chapters with a SUMMARY.md and a first chapter that builds and checks.
      """,
    options: [])

  static let markdown = Command(
    name: "markdown", arguments: "[FILE|-]", mostOperands: 1,
    summary: "convert one document: a fragment, nothing evaluated",
    story: """
      Reads FILE or standard input as Markdown with all extensions of a chapter and writes a
      fragment of HTML, plain text of 80 columns, or the tree with the byte range of every node.
      Formulas become MathML. What an author should know about the file goes to standard error. Exit
      code 0: no error. 1: at least one, such as front matter or a formula that cannot be read.
      """,
    options: [
      Option(
        name: "--to", value: "FORM", choices: ["html", "text", "tree"],
        summary: "what to write: html, text, tree (default: html)"),
      Option(name: "--commonmark", summary: "CommonMark 0.31.2 and nothing beyond it"),
      Option(name: "--gfm", summary: "GitHub Flavored Markdown and nothing beyond it"),
      Option(name: "--smart", summary: "typographic quotes, dashes and ellipses"),
      Option(name: "--safe", summary: "show raw HTML as text and defuse links that run code"),
    ])

  static let tex = Command(
    name: "tex", arguments: "[FILE|-]", mostOperands: 1,
    summary: "convert TeX formulas: one a line in, one line out",
    story: """
      Reads FILE or standard input, each line a formula of its own, and writes a line for each, in
      order: MathML, text on one line, or the tree. A formula that cannot be read takes its line as
      "error: LINE:COLUMN: …". Exit code 0: all were read. 1: at least one was not.
      """,
    options: [
      Option(name: "--display", summary: "as formulas on lines of their own, not in running text"),
      Option(
        name: "--to", value: "FORM", choices: ["mathml", "text", "tree"],
        summary: "what to write: mathml, text, tree (default: mathml)"),
      Option(
        name: "--macros", value: "FILE", summary: "read \\newcommand and the like from FILE first"),
    ])

  static let help = Command(
    name: "help", arguments: "[TOPIC]", mostOperands: 1,
    summary: "explain a command or a library function, such as 'mathbook help softmax'",
    story: """
      TOPIC is a command or the name of a function of swift-math. With --search WORD, lists the
      functions whose name or summary holds WORD.
      """,
    options: [
      Option(name: "--search", value: "WORD", summary: "list functions about WORD"),
      Option(name: "--reference", summary: "print the chapter that lists all functions"),
    ])
}
