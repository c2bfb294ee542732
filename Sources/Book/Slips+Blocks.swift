import Claims
import Diagnostics
import Markdown

/// Quizzes without an answer, and boxes, tabs and captions that no rule reads.
extension Slips {
  mutating func checkBlock(_ node: MarkdownNode) {
    switch node.kind {
    case .blockQuote:
      if Quiz.isQuiz(node) { checkQuiz(node) } else { checkQuote(node) }
    case .admonition: checkAdmonition(node)
    case .paragraph:
      checkCaption(node)
      checkOpening(node)
    default: break
    }
  }

  // MARK: Quizzes

  private static func options(of quiz: MarkdownNode) -> [(node: MarkdownNode, isTask: Bool)] {
    quiz.descendants.compactMap { node in
      guard case .item(let task) = node.kind else { return nil }
      return (node, task != nil)
    }
  }

  /// Unticked options are never judged, so a quiz without a ticked one is not checked at all.
  private mutating func checkQuiz(_ quiz: MarkdownNode) {
    let question = file.firstLine(of: quiz.firstChild?.range ?? quiz.range)
    let options = Self.options(of: quiz)
    guard options.contains(where: \.isTask) else {
      return report(
        "quiz.options", at: question, "this quiz has no options",
        "write a list below the question, '- [x] right' and '- [ ] wrong'")
    }
    for option in options where !option.isTask {
      guard option.node.parent?.ancestor(where: \.kind.isItem) == nil else { continue }
      report(
        "quiz.options", at: file.firstLine(of: option.node.range), "this option has no box",
        "begin it with '- [ ] ' or '- [x] '")
    }
    if !options.contains(where: { $0.node.kind == .item(task: .done) }) {
      report(
        "quiz.answer", at: question, "no option of this quiz is ticked, so none is checked",
        "write [x] in place of [ ] at the right one")
    }
  }

  // MARK: Block quotes

  private mutating func checkQuote(_ quote: MarkdownNode) {
    guard let first = quote.firstChild, first.kind == .paragraph else { return }
    let line = file.firstLine(of: first.range)
    let text = file.text(in: line)
    if text.hasPrefix("[!") { return checkAlert(text, line) }
    let letters = text.drop { $0 == "*" || $0 == "_" }.prefix { $0.isLetter }.lowercased()
    let hasTasks = Self.options(of: quote).contains(where: \.isTask)
    if hasTasks, letters == "quiz" || letters.isOneSlip(from: "quiz") {
      report(
        "quiz.word", at: line, "this is not read as a quiz", "begin it with **Quiz.** in bold")
      return
    }
    guard let strong = first.firstChild, strong.kind == .strong, TheoremBlock(quote) == nil else {
      return
    }
    checkTheorem(strong)
  }

  /// `**Theorm (Cauchy).**`
  private mutating func checkTheorem(_ strong: MarkdownNode) {
    let text = strong.plainText.text
    let word = String(text.prefix { $0.isLetter })
    let rest = text.dropFirst(word.count).drop { $0 == " " }
    guard word.count > 4, word.first?.isUppercase == true,
      rest.first == "." || rest.first == "(" || rest.first == ":" || rest.first?.isNumber == true,
      let kind = Self.nearKind(word)
    else { return }
    note(
      .unseen, "block.kind", at: strong.range, "this is an ordinary quotation, no \(kind)",
      "write **\(kind.capitalizedFirst).** or **\(kind.capitalizedFirst) (title).**; its number"
        + " comes by itself")
  }

  /// The kind of theorem that `word` is but for one slip; plurals are words of their own.
  private static func nearKind(_ word: String) -> String? {
    let kinds = TheoremBlock.Kind.allCases.map(\.rawValue)
    let lower = word.lowercased()
    if kinds.contains(where: { lower == $0 + "s" }) { return nil }
    return kinds.first { lower.isOneSlip(from: $0) }
  }

  private mutating func checkAlert(_ text: String, _ line: SourceRange) {
    guard let close = text.firstIndex(of: "]") else { return }
    let word = text[text.index(text.startIndex, offsetBy: 2)..<close]
    guard !word.isEmpty, word.allSatisfy(\.isLetter) else { return }
    let names = MarkdownNode.Alert.allCases.map { $0.name.uppercased() }
    let near = closestMatch(to: String(word), in: names)
    let isAlone = text.index(after: close) == text.endIndex
    let isKnown = names.contains(word.uppercased())
    guard !(isKnown && isAlone) else { return }
    note(
      .unseen, "block.alert", at: line,
      isKnown ? "text stands beside the mark of this alert" : "no alert is called '\(word)'",
      isKnown
        ? "leave [!\(word)] alone on its line"
        : near.map { "did you mean [!\($0)]?" } ?? "GitHub knows \(names.joined(separator: ", "))")
  }

  // MARK: Admonitions and tabs

  private static let admonitions: Set<String> = [
    "note", "abstract", "summary", "tldr", "info", "todo", "tip", "hint", "important", "success",
    "check", "done", "question", "help", "faq", "warning", "caution", "attention", "failure",
    "fail",
    "missing", "danger", "error", "bug", "example", "quote", "cite",
  ]

  private mutating func checkAdmonition(_ node: MarkdownNode) {
    guard let kind = node.admonitionKind, kind.count > 4, TheoremBlock(node) == nil,
      !Self.admonitions.contains(kind.lowercased()), let near = Self.nearKind(kind)
    else { return }
    note(
      .unseen, "block.kind", at: file.firstLine(of: node.range), "no block is called '\(kind)'",
      "did you mean '\(near)'?")
  }

  /// Lines that other tools, or an exact form, would open a block with.
  private mutating func checkOpening(_ paragraph: MarkdownNode) {
    guard let first = paragraph.firstChild, first.kind == .text else { return }
    let line = file.firstLine(of: paragraph.range)
    let text = file.text(in: line)
    let what: (String, String)? =
      if text.hasPrefix(":::") {
        (
          "':::' opens no block here",
          "write > **Theorem (title).** …, or !!! theorem \"Title\" and indent what belongs to it"
        )
      } else if text.hasPrefix("=== ") {
        ("this opens no tab", "write the title in quotes: === \"Title\"")
      } else if text.hasPrefix("!!! ") || text.hasPrefix("??? ") || text.hasPrefix("???+ ") {
        ("this opens no block", "write a word and a title in quotes: !!! note \"Title\"")
      } else {
        nil
      }
    guard let (message, hint) = what else { return }
    note(.unseen, "block.opening", at: line, message, hint)
  }

  // MARK: Captions

  private mutating func checkCaption(_ paragraph: MarkdownNode) {
    guard let caption = Caption(paragraph), !Self.carriesCaption(paragraph.previousBlock),
      paragraph.parent?.kind == .document
    else { return }
    let word = caption.kind.rawValue
    note(
      .unseen, "caption.nothing", at: caption.marker,
      "this caption follows no \(word.lowercased())",
      caption.kind == .figure
        ? "put it straight after a cell or a picture" : "put it straight after a table or a cell")
  }

  private static func carriesCaption(_ node: MarkdownNode?) -> Bool {
    guard let node else { return false }
    switch node.kind {
    case .table: return true
    case .codeBlock: return Cell.isCell(node)
    case .paragraph:
      return node.firstChild.map { $0.kind == .image && $0.nextSibling == nil } ?? false
    default: return false
    }
  }
}

extension MarkdownNode.Kind {
  /// Whether it is an item of a list.
  var isItem: Bool { if case .item = self { true } else { false } }
}
