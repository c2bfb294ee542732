import Claims
import Diagnostics
import Library
import Markdown
import Numerics
import Script
import Tensors

/// Runs the cells and judges what is tied to their values.
extension Assessor {
  /// What a piece of swift-math is for.
  enum Purpose {
    case given(Int)
    case cell(Int)
    case claim(Int)
    case inline(Int)
  }

  mutating func evaluate(_ marks: inout AccountMarks) {
    let (pieces, purposes) = self.pieces()
    guard !pieces.isEmpty else { return }
    var program = ChapterProgram(pieces: pieces, library: StandardLibrary.table, limits: limits)
    // A comment of a foreign document that does not read as an expression is not ours; the others
    // are judged all the same.
    for diagnostic in program.diagnostics where document.kind == .chapter {
      result.report(diagnostic)
    }
    program.dataFiles = dataFolder.files
    let key = cache?.key(of: pieces, seed, dataFolder)
    result.runKey = key
    let run =
      earlierRun ?? cache?.run(program, pieces, seed: seed, key: key) ?? program.run(seed: seed)
    result.run = run
    for diagnostic in run.diagnostics + run.notes where document.kind == .chapter {
      result.report(diagnostic)
    }
    if noticesUnstated { noteUnstated(program) }
    let outcomes = Dictionary(uniqueKeysWithValues: run.cells.map { ($0.id, $0) })
    let (sources, marked) = stateSources(purposes, outcomes)
    var builder = StateBuilder(
      program, sources, seed: seed, kept: key.flatMap { cache?.states(of: pieces, key: $0) },
      pictures: key.flatMap { key in cache.map { KeptPictures($0, key: key) } })
    for (id, purpose) in purposes.enumerated() {
      switch purpose {
      case .given(let index):
        let given = claims.givens[index]
        // A name that a cell declares, too, is told once.
        if program.unusedGivens.contains(id),
          !program.diagnostics.contains(where: { $0.range == given.nameRange })
        {
          noteUnused(given)
        }
      case .cell(let index):
        guard let outcome = outcomes[id] else { break }
        read(outcome, of: parts.cells[index], moving: builder.moving[id] ?? [])
        for comment in program.comments(of: id) { judge(comment, outcome) }
      case .claim(let index):
        let claim = claims.claims[index]
        for numeral in claim.numerals {
          marks.mark(numeral.range, .bound, "= " + claim.expression.text.trimmed)
        }
        if let outcome = run.outcomes[id] { judge(claim, outcome) }
      case .inline(let index):
        if let outcome = run.outcomes[id] { show(outcome, parts.inlineValues[index]) }
      }
    }
    guard document.kind == .chapter, earlierRun == nil else { return }
    for range in marked { result.report(.liveInFormula(at: range)) }
    if program.canRun, run.diagnostics.isEmpty { noteUnusedControls(of: program) }
    builder.build(hasRun: program.canRun && run.diagnostics.isEmpty)
    for diagnostic in builder.diagnostics { result.report(diagnostic) }
    result.states = builder.states
  }

  /// What can move on the page, and live numbers that cannot because they stand in a formula.
  private func stateSources(
    _ purposes: [Purpose], _ outcomes: [Int: ChapterRun.Cell]
  ) -> (StateSources, misplaced: [SourceRange]) {
    var sources = StateSources()
    var misplaced: [SourceRange] = []
    for (id, purpose) in purposes.enumerated() {
      switch purpose {
      case .given: break
      case .cell(let index):
        if let outcome = outcomes[id] { sources.cells.append((id, parts.cells[index], outcome)) }
      case .claim(let index):
        let claim = claims.claims[index]
        guard claim.isLive else { continue }
        let isText = document.markdown.root.descendants.contains {
          $0.kind == .text && $0.range.contains(claim.range)
        }
        if isText { sources.lives.append((id, claim)) } else { misplaced.append(claim.range) }
      case .inline(let index): sources.inlines.append((id, parts.inlineValues[index]))
      }
    }
    return (sources, misplaced)
  }

  private mutating func noteUnused(_ given: ClaimReader.Given) {
    report(
      .worthLittle, "given.unused", at: given.range,
      "nothing uses the given '\(given.name)'", hints: ["use it, or bind the number instead"])
  }

  /// Where the cells find their data: the chapters' folder of the book, else that of the file.
  var dataFolder: DataFolder {
    let own = Files.parent(of: document.file.path)
    guard let book else { return DataFolder(folder: own.isEmpty ? "." : own, place: "") }
    return DataFolder(
      folder: book.root.chapters, place: Files.parent(of: book.chapters[chapter].path))
  }

  /// The seed of the chapter's random numbers.
  var seed: UInt64 {
    guard let text = document.markdown.frontMatter?.text("seed"), let seed = UInt64(text) else {
      return 0
    }
    return seed
  }

  /// All pieces in page order: the givens first, since prose may define what stands before it.
  func pieces() -> ([ScriptPiece], [Purpose]) {
    var ordered: [(place: Int, purpose: Purpose, role: ScriptPiece.Role, text: MappedText)] = []
    for (index, given) in claims.givens.enumerated() {
      var name = MappedText(at: given.nameRange.start)
      name.append(
        verbatim: document.file.bytes[given.nameRange.start..<given.nameRange.end],
        at: given.nameRange.start)
      ordered.append((-1, .given(index), .given(name: given.name, given.value), name))
    }
    for (index, cell) in parts.cells.enumerated() {
      let role = ScriptPiece.Role.cell(
        isIsolated: cell.options.isIsolated, expectsError: cell.options.expectsError)
      ordered.append((cell.node.range.start, .cell(index), role, cell.text))
    }
    for (index, claim) in claims.claims.enumerated() {
      ordered.append(
        (claim.expression.sourceRange.start, .claim(index), .expression, claim.expression))
    }
    for (index, value) in parts.inlineValues.enumerated() {
      ordered.append((value.node.range.start, .inline(index), .expression, value.expression))
    }
    ordered.sort { $0.place < $1.place }
    let pieces = ordered.enumerated().map { id, item in
      ScriptPiece(id: id, role: item.role, text: item.text)
    }
    return (pieces, ordered.map(\.purpose))
  }

  // MARK: Bindings

  private mutating func judge(_ claim: BoundClaim, _ outcome: ChapterRun.Outcome) {
    switch outcome {
    case .notEvaluated: break
    case .failed: break  // Among the diagnostics of the run.
    case .value(let value):
      switch claim.parts(of: value) {
      case .failure(let diagnostic):
        count(\.wrong, at: claim.range)
        result.report(diagnostic)
      case .success(let parts):
        for part in parts { judge(part, claim) }
      }
    }
  }

  private mutating func judge(_ part: BoundClaim.Part, _ claim: BoundClaim) {
    var judgement = Claims.judge(
      part.numeral, against: part.value, part.comparator, claim.tolerance)
    // Say what was computed, where it is short and gives this one number.
    let expression = claim.expression.text.trimmed
    if claim.numerals.count == 1, expression.count <= 40, !expression.contains("\n"),
      expression.first?.isLetter == true, judgement.message.hasPrefix("the value is ")
    {
      judgement.message = expression + judgement.message.dropFirst("the value".count)
    }
    record(judgement, part.numeral, "binding", claim.tolerance, part.comparator)
    if judgement.holds {
      result.sources.append(
        Assessment.Source(
          range: part.numeral.range, expression: claim.expression.text.trimmed,
          value: numberText(part.value), rule: judgement.ruleName))
    }
  }

  /// Counts and reports what came of comparing one number with its value.
  private mutating func record(
    _ judgement: Judgement, _ numeral: Numeral, _ what: String,
    _ tolerance: Tolerance = .asWritten, _ comparator: Comparator = .equal
  ) {
    if judgement.outcome == .wrong || judgement.outcome == .truncated && isStrict {
      noteEdit(numeral, judgement, comparator)
    }
    if judgement.holds {
      result.checked.append(
        Assessment.Checked(
          kind: what == "result" ? .result : .bound, digits: numeral.digits, tolerance: tolerance))
    }
    if document.kind == .foreign {
      count(\.calculations, at: numeral.range)
      count(\.foreignCalculations, at: numeral.range)
      if judgement.outcome == .wrong { count(\.foreignWrong, at: numeral.range) }
    }
    switch judgement.outcome {
    case .exact: count(\.exact, at: numeral.range)
    case .asWritten: count(\.asWritten, at: numeral.range)
    case .byTolerance: count(\.byTolerance, at: numeral.range)
    case .truncated:
      count(\.asWritten, at: numeral.range)
      report(
        .imprecise, "\(what).truncated", at: numeral.range, judgement.message,
        hints: judgement.hints, stated: numeral.literal, actual: judgement.actual)
    case .wrong:
      count(\.wrong, at: numeral.range)
      report(
        .wrong, "\(what).wrong", at: numeral.range, judgement.message, hints: judgement.hints,
        stated: numeral.literal, actual: judgement.actual)
    }
    if judgement.holds, let why = judgement.worthLittle, tellsWorth(tolerance) {
      report(.worthLittle, "\(what).worth-little", at: numeral.range, why)
    }
  }

  /// A wide tolerance is the author's doing and worth a word; that one digit says little a reader
  /// sees for himself.
  private func tellsWorth(_ tolerance: Tolerance) -> Bool { tolerance != .asWritten }

  // MARK: Inline values

  private mutating func show(_ outcome: ChapterRun.Outcome, _ inline: InlineValue) {
    switch outcome {
    case .notEvaluated: break
    case .failed: break  // Among the diagnostics of the run.
    case .value(.double(let number)):
      result.inlineTexts[inline.node.number] = proseText(
        inline.format.map { formatted(number, $0) } ?? numberText(number))
    case .value(.object(let object)) where object.typeName == "Chart":
      result.report(
        Diagnostic(
          .error, "inline.object", at: inline.node.range,
          "a chart does not fit into a line of text",
          hints: ["put it into a cell of its own"]))
    case .value(let value):
      guard inline.format == nil else {
        result.report(
          Diagnostic(
            .error, "inline.format", at: inline.node.range,
            "a number format needs one number, the expression gives \(value.shapeText)"))
        return
      }
      result.inlineTexts[inline.node.number] = value.proseText
      if case .object(let object) = value { result.inlineFormulas[inline.node.number] = object.tex }
    }
  }

  // MARK: Cells

  private mutating func read(_ outcome: ChapterRun.Cell, of cell: Cell, moving: Set<Int>) {
    var shown = outcome.items(outcome.shown, moving: moving).map(\.content)
    if cell.options.expectsError, let failure = outcome.failure {
      shown.append(.failure("error: " + failure.message))
    }
    result.shown[cell.node.number] = shown
  }

  private mutating func judge(_ comment: ResultComment, _ outcome: ChapterRun.Cell) {
    switch comment.kind {
    case .error: judgeError(comment, outcome)
    case .printed: judgePrinted(comment, outcome)
    case .value:
      guard let value = outcome.value(ofStatement: comment.statement) else {
        guard case .finished = outcome.ending else { return }
        result.report(
          Diagnostic(
            .error, "result.none", at: comment.range, "the statement before this gives no value",
            hints: ["state the result of an expression, or of a 'let'"]))
        return
      }
      judge(value, comment)
    }
  }

  private mutating func judge(_ value: Value, _ comment: ResultComment) {
    switch StatedValue(comment.stated) {
    case .number(let numeral, let tolerance):
      guard let number = value.singleNumber else {
        return mismatch(comment, "one number", value)
      }
      record(
        Claims.judge(numeral, against: number, .equal, tolerance), numeral, "result", tolerance)
    case .list(let rows, _):
      guard let values = value.numberRows, values.map(\.count) == rows.map(\.count) else {
        return mismatch(comment, quantity(rows.joined().count { _ in true }, "number"), value)
      }
      for (numeral, number) in zip(rows.joined(), values.joined()) {
        record(Claims.judge(numeral, against: number), numeral, "result")
      }
    case .shape(let sizes):
      guard case .tensor(let tensor) = value, tensor.shape.sizes == sizes else {
        let shape: String? =
          if case .tensor(let tensor) = value { "shape \(tensor.shape.sizes)" } else { nil }
        return mismatch(comment, "shape \(sizes)", value, instead: shape)
      }
      count(\.exact, at: comment.range, by: sizes.count)
    case .unfilled:
      noteEdit(
        at: comment.stated.trimmed.sourceRange, value.text.replacing("\n", with: " "),
        isFilledIn: true)
      result.report(
        Diagnostic(
          .error, "result.unfilled", at: comment.range, "this result is still to be filled in",
          hints: ["write \(value.text.replacing("\n", with: " "))"], stated: "...",
          actual: value.text))
    case .text(let text):
      let stated = text.trimmed
      guard
        stated != value.text, stated != "\"\(value.text)\"", !value.text.matches(eliding: stated)
      else {
        count(\.exact, at: comment.range)
        return
      }
      count(\.wrong, at: comment.range)
      noteEdit(at: comment.stated.trimmed.sourceRange, value.text)
      result.report(
        Diagnostic(
          .error, "result.wrong", at: comment.stated.sourceRange,
          "the result is \(value.text.replacing("\n", with: " ")), not \(stated)",
          hints: ["write \(value.text.replacing("\n", with: " "))"], stated: stated,
          actual: value.text))
    }
  }

  private mutating func mismatch(
    _ comment: ResultComment, _ stated: String, _ value: Value, instead: String? = nil
  ) {
    count(\.wrong, at: comment.range)
    let actual = instead ?? value.text
    noteEdit(at: comment.stated.trimmed.sourceRange, actual.replacing("\n", with: " "))
    result.report(
      Diagnostic(
        .error, "result.shape", at: comment.stated.sourceRange,
        "the comment states \(stated), the statement gives \(instead ?? value.shapeText)",
        hints: ["write \(actual.replacing("\n", with: " "))"],
        stated: comment.stated.text.trimmed, actual: actual))
  }

  private mutating func judgePrinted(_ comment: ResultComment, _ outcome: ChapterRun.Cell) {
    let printed = outcome.printed(byStatement: comment.statement).trimmedEnd
    let stated = comment.stated.text
    guard printed != stated, !printed.matches(eliding: stated) else {
      count(\.exact, at: comment.range)
      return
    }
    count(\.wrong, at: comment.range)
    if !stated.contains("\n"), !printed.contains("\"") {
      noteEdit(at: comment.stated.sourceRange, printed)
    }
    result.report(
      Diagnostic(
        .error, "result.printed", at: comment.stated.sourceRange,
        "this prints \"\(printed.replacing("\n", with: "\\n"))\", not \"\(stated)\"",
        hints: ["write \"\(printed.replacing("\n", with: "\\n"))\""], stated: stated,
        actual: printed))
  }

  private mutating func judgeError(_ comment: ResultComment, _ outcome: ChapterRun.Cell) {
    let stated = comment.stated.text.trimmed
    // What stopped the cells before it has been told.
    if case .notRun = outcome.ending { return }
    guard let failure = outcome.failure else {
      count(\.wrong, at: comment.range)
      result.report(
        Diagnostic(
          .error, "result.error", at: comment.range, "the cell does not fail",
          hints: ["take the comment away"], stated: stated))
      return
    }
    guard !failure.message.contains(stated) else { return }
    count(\.wrong, at: comment.range)
    result.report(
      Diagnostic(
        .error, "result.error", at: comment.stated.sourceRange,
        "the cell fails with '\(failure.message)'", hints: ["write a part of that message"],
        stated: stated, actual: failure.message))
  }
}

extension ChapterRun.Cell {
  /// The error with which the cell stopped.
  var failure: Diagnostic? {
    if case .failed(let diagnostic) = ending { diagnostic } else { nil }
  }

  /// The value that the statement at `index` gave.
  func value(ofStatement index: Int) -> Value? {
    for entry in shown.reversed() where entry.statement == index {
      if case .value(let value, _) = entry.content { return value }
    }
    return nil
  }

  /// What the statement at `index` printed.
  func printed(byStatement index: Int) -> String {
    var text = ""
    for entry in shown where entry.statement == index {
      if case .printed(let part) = entry.content { text += part }
    }
    return text
  }
}

extension String {
  /// Whether the text is `pattern`, in which `...` stands for anything.
  fileprivate func matches(eliding pattern: String) -> Bool {
    let parts = pattern.replacing("…", with: "...").split(
      separator: "...", omittingEmptySubsequences: false
    ).map { String($0) }
    guard parts.count > 1, hasPrefix(parts[0]), parts.contains(where: { !$0.isEmpty }) else {
      return false
    }
    var rest = dropFirst(parts[0].count)
    for (index, part) in parts.enumerated().dropFirst() {
      if index == parts.count - 1 { return rest.hasSuffix(part) }
      guard let place = part.isEmpty ? rest.startIndex..<rest.startIndex : rest.firstRange(of: part)
      else { return false }
      rest = rest[place.upperBound...]
    }
    return true
  }
}

extension Judgement {
  /// How the number holds, in words for a reader.
  var ruleName: String {
    switch outcome {
    case .exact: "exact"
    case .asWritten: "to the digits shown"
    case .byTolerance: "within the stated tolerance"
    case .truncated: "cut off"
    case .wrong: "wrong"
    }
  }
}
