import Claims
import Diagnostics
import Markdown
import Script
import Tensors

/// The numbers of a document that comments speak about, before anything is evaluated.
struct ClaimReader {
  /// A constant that prose defines.
  struct Given {
    /// Its name.
    let name: String
    /// The place of the name.
    let nameRange: SourceRange
    /// The numbers that define it.
    let range: SourceRange
    /// Its value.
    let value: Value
  }

  /// What is tied to expressions.
  private(set) var claims: [BoundClaim] = []
  /// Constants that prose defines.
  private(set) var givens: [Given] = []
  /// What stands behind numbers that need no evaluation.
  private(set) var marks = AccountMarks()
  /// Numbers and blocks that are excused, with a reason.
  private(set) var waived: [SourceRange] = []
  /// The changes that undo the traps of comments.
  private(set) var edits: [Edit] = []
  /// What is wrong with the comments; for a chapter.
  private(set) var diagnostics: [Diagnostic] = []
  /// All numbers of the document, by their looks, if they are asked for.
  let numbers: [StatedNumber]

  private let document: Document
  private let bibliography: Bibliography

  /// Reads the comments of `texts` and the block comments in `parts`, and the numbers unless only
  /// calculations are wanted.
  init(
    _ document: Document, texts: [ClaimText], style: NumberStyle, parts: ChapterParts,
    bibliography: Bibliography, readsNumbers: Bool = true
  ) {
    self.document = document
    self.bibliography = bibliography
    var numbers: [StatedNumber] = []
    for text in texts where readsNumbers { numbers += statedNumbers(in: text, style: style) }
    self.numbers = numbers.sorted { $0.numeral.range.start < $1.numeral.range.start }
    for text in texts where Self.holdsComment(text) {
      let (bindings, malformed) = findBindings(in: text, style: style)
      if document.kind == .chapter {
        // What cannot be read is told once.
        let places = Set(malformed.map(\.range))
        diagnostics +=
          malformed + strayComments(in: text, parts).filter { !places.contains($0.range) }
      }
      for binding in bindings { read(binding) }
    }
    for comment in parts.blockComments {
      // In a foreign document only a reason to skip is ours.
      var isReason = false
      if case .waived = comment.content.content { isReason = true }
      if document.kind == .chapter || isReason { read(comment) }
    }
  }

  private static func holdsComment(_ text: ClaimText) -> Bool {
    text.pieces.contains {
      if case .comment = $0 { true } else { false }
    }
  }

  /// Says that `kind` stands behind the numbers in `range`.
  mutating func mark(_ range: SourceRange, _ kind: Account.Kind, _ detail: String) {
    marks.mark(range, kind, detail)
  }

  /// Comments glued to a number that cannot be read: in a chapter they would be lost without a word.
  private func strayComments(in text: ClaimText, _ parts: ChapterParts) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for (before, piece) in zip(text.pieces, text.pieces.dropFirst()) {
      guard case .text(let words) = before, case .comment(let comment, let range) = piece,
        let last = words.bytes.last, (0x30...0x39).contains(last),
        BindingComment(parsing: comment, range: range) == nil,
        !parts.indexMarks.contains(where: { $0.node.range == range })
      else { continue }
      found.append(
        Diagnostic(
          .error, "binding.syntax", at: range, "this comment follows a number and cannot be read",
          hints: ["write <!-- = expression -->, or leave a space before an ordinary comment"]))
    }
    return found
  }

  // MARK: Comments after a number

  private mutating func read(_ binding: Binding) {
    switch binding.comment.content {
    case .value(let bound), .live(let bound):
      if let target = target(of: binding, bound.tolerance) {
        var claim = BoundClaim(
          target: target, expression: bound.expression, tolerance: bound.tolerance)
        if case .live = binding.comment.content { claim.isLive = true }
        claims.append(claim)
      }
    case .given(let name, let range): readGiven(name, range, binding)
    case .cited(let key, let range):
      guard let target = target(of: binding, .asWritten) else { return }
      cite(key, range, for: target)
    case .waived(let reason):
      guard let target = target(of: binding, .asWritten) else { return }
      mark(target, .waived(reason), reason)
      waived += BoundClaim(target: target, expression: MappedText(), tolerance: .asWritten)
        .numerals.map(\.range)
    case .paragraph, .rows, .columns:
      diagnostics.append(
        Diagnostic(
          .error, "binding.block", at: binding.comment.range,
          "a comment about a whole block stands on a line of its own after it",
          hints: ["put an empty line before and after the comment"]))
    case .strictness, .identifier: break
    }
  }

  private mutating func target(of binding: Binding, _ tolerance: Tolerance) -> BoundClaim.Target? {
    switch binding.target {
    case .number(let numeral, let comparator): return .number(numeral, comparator)
    case .list(let rows, let range): return .rows(rows, range)
    case .range(let low, let high): return .pair(low, high)
    case .plusMinus(let value, let error): return .pair(value, error)
    case .partOfPower:
      diagnostics.append(
        Diagnostic(
          .error, "binding.power", at: binding.comment.range,
          "this comment follows a power or a root, which is bound as the number that it comes to",
          hints: ["write that number, as in 2^10 = 1,024<!-- = n -->"]))
      return nil
    case .nothing:
      if document.kind == .chapter, !endsParagraph(at: binding.comment.range.start) {
        diagnostics.append(
          Diagnostic(
            .error, "binding.nothing", at: binding.comment.range,
            "this comment follows no number",
            hints: ["put it straight after the number that it is about"]))
      }
      return nil
    }
  }

  private mutating func mark(
    _ target: BoundClaim.Target, _ kind: Account.Kind, _ detail: String
  ) {
    let claim = BoundClaim(target: target, expression: MappedText(), tolerance: .asWritten)
    for numeral in claim.numerals { marks.mark(numeral.range, kind, detail) }
  }

  private mutating func readGiven(_ name: String, _ range: SourceRange, _ binding: Binding) {
    guard let target = target(of: binding, .asWritten) else { return }
    let claim = BoundClaim(target: target, expression: MappedText(), tolerance: .asWritten)
    let value: Value?
    switch target {
    case .number(let numeral, _): value = .double(numeral.value)
    case .rows(let rows, _): value = Self.tensor(rows)
    case .pair(let first, let second):
      value = .tensor(Tensor([first.value, second.value]))
    }
    guard let value else {
      diagnostics.append(
        Diagnostic(
          .error, "given.shape", at: claim.range, "the rows differ in length",
          hints: ["give each row the same number of values"]))
      return
    }
    givens.append(Given(name: name, nameRange: range, range: claim.range, value: value))
    for numeral in claim.numerals { marks.mark(numeral.range, .given, "let \(name)") }
  }

  private static func tensor(_ rows: [[Numeral]]) -> Value? {
    let values = rows.map { $0.map(\.value) }
    if values.count == 1 { return .tensor(Tensor(values[0])) }
    return (try? Tensor(rows: values)).map { .tensor($0) }
  }

  private mutating func cite(_ key: String, _ range: SourceRange, for target: BoundClaim.Target) {
    mark(target, .cited(key), key)
    guard document.kind == .chapter, bibliography.lacks(key) else { return }
    let near = bibliography.suggestion(for: key)
    diagnostics.append(
      Diagnostic(
        .error, "cite.missing", at: range, "no source has the key '\(key)'",
        hints: [near.map { "did you mean '\($0)'?" } ?? "add it to references.bib"]))
  }

  // MARK: Comments about a block

  private mutating func read(_ comment: ChapterParts.BlockComment) {
    switch comment.content.content {
    case .paragraph(let expressions): readParagraph(expressions, comment)
    case .rows(let parameter, let expressions): readRows(parameter, expressions, comment)
    case .columns(let columns): readColumns(columns, comment)
    case .cited(let key, let range):
      guard let target = comment.target else { return missingTarget(comment) }
      for number in open(in: target.range) { cite(key, range, for: .number(number, .equal)) }
    case .waived(let reason):
      guard let target = comment.target else { return missingTarget(comment) }
      marks.mark(target.range, .waived(reason), reason)
      waived.append(target.range)
    case .value, .given, .live:
      if endsParagraph(at: comment.node.range.start) { return }
      diagnostics.append(
        Diagnostic(
          .error, "binding.nothing", at: comment.node.range, "this comment follows no number",
          hints: [
            "put it straight after the number, or write <!-- mathbook: = … --> for a whole block"
          ]))
    case .strictness, .identifier: break
    }
  }

  /// A comment that an editor moved to the start of a line ends the paragraph there: Markdown takes
  /// the line for HTML and shows the rest of it as it is typed.
  private mutating func endsParagraph(at start: Int) -> Bool {
    let bytes = document.file.bytes
    guard start > 1, bytes[start - 1] == 0x0A else { return false }
    var before = start - 1
    while before > 0, bytes[before - 1] == 0x0D || bytes[before - 1] == 0x20 { before -= 1 }
    let text = document.file.text(in: SourceRange(start, bytes.count))
    guard before > 0, bytes[before - 1] != 0x0A, let close = text.firstRange(of: "-->") else {
      return false
    }
    let end = start + text[..<close.upperBound].utf8.count
    diagnostics.append(
      Diagnostic(
        .error, "binding.line-start", at: SourceRange(start, end),
        "a comment that starts a line ends the paragraph before it",
        hints: ["put it at the end of the line before; 'mathbook fix' does"]))
    let gap = document.file.text(in: SourceRange(before, start))
    var next = end
    while next < bytes.count, bytes[next] == 0x20 { next += 1 }
    let hasMore = next < bytes.count && bytes[next] != 0x0A && bytes[next] != 0x0D
    edits.append(
      Edit(
        range: SourceRange(before, next),
        replacement: document.file.text(in: SourceRange(start, end)) + (hasMore ? gap : ""),
        stated: document.file.text(in: SourceRange(before, next)), doubt: nil))
    return true
  }

  private mutating func missingTarget(_ comment: ChapterParts.BlockComment) {
    diagnostics.append(
      Diagnostic(
        .error, "binding.block", at: comment.node.range, "there is no block before this comment",
        hints: ["put it straight after the paragraph, list, display or table it is about"]))
  }

  /// The numbers in `range` that want an account.
  private func open(in range: SourceRange) -> [Numeral] {
    numbers.filter { range.contains($0.numeral.range) && $0.type == .open }.map(\.numeral)
  }

  private mutating func readParagraph(
    _ expressions: [BoundExpression?], _ comment: ChapterParts.BlockComment
  ) {
    guard let target = comment.target else { return missingTarget(comment) }
    let numerals = open(in: target.range)
    guard numerals.count == expressions.count else {
      diagnostics.append(
        Diagnostic(
          .error, "binding.count", at: comment.node.range,
          "the block states \(quantity(numerals.count, "number")), "
            + "the comment has \(expressions.count)"
            + " expressions",
          hints: [
            "the numbers are " + numerals.map(\.literal).joined(separator: ", ")
              + "; write _ for one that is left out"
          ]))
      return
    }
    for case (let numeral, let bound?) in zip(numerals, expressions) {
      claims.append(
        BoundClaim(
          target: .number(numeral, .equal), expression: bound.expression,
          tolerance: bound.tolerance))
    }
  }

  /// `rows T: e1; e2`: T is the number in the first column, the others follow.
  private mutating func readRows(
    _ parameter: String, _ expressions: [BoundExpression?], _ comment: ChapterParts.BlockComment
  ) {
    guard let table = table(of: comment) else { return }
    for row in table.children where row.kind == .tableRow(isHead: false) {
      let cells = row.children.map { cell in
        numbers.first { cell.range.contains($0.numeral.range) }?.numeral
      }
      guard let first = cells.first ?? nil else { continue }
      marks.mark(first.range, .given, "row \(parameter)")
      for case (let numeral?, let bound?) in zip(cells.dropFirst(), expressions) {
        claims.append(
          BoundClaim(
            target: .number(numeral, .equal),
            expression: Self.applying(bound.expression, parameter, first),
            tolerance: bound.tolerance))
      }
      if cells.count - 1 != expressions.count {
        diagnostics.append(
          Diagnostic(
            .error, "binding.count", at: row.range,
            "the row has \(cells.count - 1) further columns, the comment \(expressions.count)"
              + " expressions", hints: ["write _ for a column that is left out"]))
      }
    }
  }

  /// The expression as a function of the row's first number, called with it.
  private static func applying(
    _ expression: MappedText, _ parameter: String, _ numeral: Numeral
  ) -> MappedText {
    let place = expression.sourceRange
    var text = MappedText(at: place.start)
    text.append(Array("({ (\(parameter): Double) in ".utf8), for: .at(place.start))
    var start = 0
    for segment in expression.segments.dropFirst() {
      text.append(
        verbatim: expression.bytes[start..<segment.text], at: expression.sourceOffset(start))
      start = segment.text
    }
    text.append(
      verbatim: expression.bytes[start...], at: expression.sourceOffset(start))
    text.append(Array(" })(\(numeral.value))".utf8), for: .at(place.end))
    return text
  }

  private mutating func readColumns(
    _ columns: [(header: String, BoundExpression)], _ comment: ChapterParts.BlockComment
  ) {
    guard let table = table(of: comment) else { return }
    let rows = Array(table.children)
    let headers = rows.first.map { $0.children.map { $0.plainText.text } } ?? []
    for (header, bound) in columns {
      guard let index = headers.firstIndex(of: header) else {
        let near = closestMatch(to: header, in: headers)
        diagnostics.append(
          Diagnostic(
            .error, "binding.column", at: comment.node.range,
            "the table has no column '\(header)'",
            hints: [
              near.map { "did you mean '\($0)'?" }
                ?? "it has \(headers.joined(separator: ", "))"
            ]))
        continue
      }
      let numerals = rows.dropFirst().compactMap { row -> Numeral? in
        let cells = Array(row.children)
        guard index < cells.count else { return nil }
        return numbers.first { cells[index].range.contains($0.numeral.range) }?.numeral
      }
      guard let first = numerals.first, let last = numerals.last else { continue }
      claims.append(
        BoundClaim(
          target: .rows([numerals], first.range.union(last.range)),
          expression: bound.expression, tolerance: bound.tolerance))
    }
  }

  private mutating func table(of comment: ChapterParts.BlockComment) -> MarkdownNode? {
    if let target = comment.target, target.kind == .table { return target }
    if let target = comment.target, Caption(target) != nil, let table = target.previousBlock,
      table.kind == .table
    {
      return table
    }
    diagnostics.append(
      Diagnostic(
        .error, "binding.block", at: comment.node.range, "there is no table before this comment",
        hints: ["put it straight after the table, with an empty line between"]))
    return nil
  }
}
