import Claims
import Diagnostics
import Library
import Markdown
import Numerics
import Script
import TeXMath

/// How strictly documents are read.
struct AssessmentSettings: Sendable {
  /// Whether notes about rounding and unverified numbers are errors.
  var isStrict = false
  /// How much a chapter may use.
  var limits = Limits()
  /// The values of an earlier run of the same cells, which are then not run again.
  var run: ChapterRun?
  /// Whether all texts of a foreign document are read, for a list of its numbers.
  var readsAll = false
  /// Whether values that are computed and stated nowhere are worth a note.
  var noticesUnstated = false
  /// Where the values of earlier builds are kept.
  var cache: RunCache?
  /// The sources of the book in whose folder a document lies that is no chapter of it.
  var bibliography: Bibliography?
  /// The lines that are asked about, or nil for all; the others are read and not counted.
  var changes: ChangedLines?
}

/// Assesses one document: reads its claims, runs its cells, judges, and closes the account.
struct Assessor {
  let document: Document
  let book: Manuscript?
  let chapter: Int
  let parts: ChapterParts
  let isStrict: Bool
  let limits: Limits
  let earlierRun: ChapterRun?
  let noticesUnstated: Bool
  let regions: StrictRegions
  let cache: RunCache?
  let texts: [ClaimText]
  let style: NumberStyle
  var claims: ClaimReader
  /// The arithmetic in plain sight, once it is found.
  var calculations: [Calculation] = []
  var result: Assessment

  /// The assessor of the chapter at `index` of `book`.
  init(_ book: Manuscript, _ index: Int, _ settings: AssessmentSettings) {
    self.init(
      book.chapters[index].document, book, index, book.chapters[index].parts, settings)
  }

  /// The assessor of the chapter at `index` of `book` as if its file held `bytes`.
  init(_ book: Manuscript, _ index: Int, reading bytes: [UInt8], _ settings: AssessmentSettings) {
    let file = SourceFile(path: book.chapters[index].file.path, bytes: bytes)
    let document = Document(file, kind: .chapter, macros: book.macros)
    self.init(document, book, index, ChapterParts(of: document), settings)
  }

  /// The assessor of a document that belongs to no book.
  init(_ document: Document, _ settings: AssessmentSettings) {
    self.init(document, nil, 0, ChapterParts(of: document), settings)
  }

  private init(
    _ document: Document, _ book: Manuscript?, _ chapter: Int, _ parts: ChapterParts,
    _ settings: AssessmentSettings
  ) {
    self.document = document
    self.book = book
    self.chapter = chapter
    self.parts = parts
    limits = settings.limits
    earlierRun = settings.run
    isStrict = settings.isStrict
    cache = settings.cache
    noticesUnstated = settings.noticesUnstated
    regions = StrictRegions(document, parts)
    texts = document.claimTexts(all: settings.readsAll)
    style = NumberStyle(inferredFrom: texts)
    claims = ClaimReader(
      document, texts: texts, style: style, parts: parts,
      bibliography: book?.bibliography ?? settings.bibliography ?? Bibliography(),
      readsNumbers: document.kind == .chapter || settings.readsAll || document.mayHoldParts)
    result = Assessment(document)
    if let changes = settings.changes {
      var asked = AskedPlaces(changes, document.file)
      if document.mayHoldParts { asked.add(parts, claims, dataFolder) }
      result.asked = asked
    }
  }

  /// What became of the document.
  func assessment() -> Assessment {
    var copy = self
    copy.assess()
    return copy.result
  }

  private mutating func assess() {
    let isChapter = document.kind == .chapter
    if isChapter {
      if let diagnostic = regions.diagnostic { result.report(diagnostic) }
      for diagnostic in document.markdown.diagnostics { result.report(diagnostic) }
      for diagnostic in parts.diagnostics { result.report(diagnostic) }
      for diagnostic in claims.diagnostics { result.report(diagnostic) }
      checkFormulas()
      if let book {
        for diagnostic in References(book).findings(in: chapter) { result.report(diagnostic) }
      } else {
        checkOwnReferences()
      }
    }
    reportSlips()
    judgeCalculations()
    var marks = claims.marks
    markQuizzes(&marks)
    markCitations(&marks)
    evaluate(&marks)
    close(marks)
    if isChapter { result.edits += claims.edits + parts.edits }
    settleEdits()
  }

  /// Whether the finding weighs anything here; if so, it is reported.
  mutating func report(
    _ kind: FindingKind, _ rule: String, at range: SourceRange, _ message: String,
    hints: [String] = [], stated: String? = nil, actual: String? = nil
  ) {
    let mode = document.kind == .chapter ? regions.mode(at: range.start) : nil
    guard let weight = severity(of: kind, in: document.kind, isStrict: isStrict, mode: mode) else {
      return
    }
    result.report(
      Diagnostic(weight, rule, at: range, message, hints: hints, stated: stated, actual: actual))
  }

  /// A chapter without a book can still be asked for the places that it names in itself.
  private mutating func checkOwnReferences() {
    var labels = Labels()
    for diagnostic in labels.add(parts, number: nil) { result.report(diagnostic) }
    for node in document.markdown.root.descendants where node.kind == .image {
      if let missing = missingPicture(node) { result.report(missing) }
    }
    for node in document.markdown.root.descendants where node.kind == .link {
      guard let destination = node.destination, destination.hasPrefix("#"), destination.count > 1
      else { continue }
      let id = String(destination.dropFirst())
      guard labels.label(id, from: 0) == nil else { continue }
      result.report(
        Diagnostic(
          .error, "reference.missing", at: node.destinationRange ?? node.range,
          "no '\(id)' is defined in this chapter",
          hints: labels.suggestion(for: id).map { ["did you mean '\($0)'?"] } ?? []))
    }
  }

  /// A picture of a chapter without a book lies beside it.
  private func missingPicture(_ node: MarkdownNode) -> Diagnostic? {
    guard let destination = node.destination, References.isRelative(destination),
      Files.exists(document.file.path)
    else { return nil }
    // What follows `#` or `?` is for the page.
    let name = References.decoded(String(destination.prefix { $0 != "#" && $0 != "?" }))
    let path = Files.join(Files.parent(of: document.file.path), name)
    return Files.exists(path) ? nil : .missingPicture(path, at: node.destinationRange ?? node.range)
  }

  private mutating func checkFormulas() {
    for finding in document.macros.findings { result.findings.append(finding) }
    var macros = document.macros.table
    var labels = book?.labels ?? Labels()
    if book == nil { _ = labels.add(parts, number: nil) }
    for node in document.markdown.root.descendants {
      let isDisplay: Bool
      switch node.kind {
      case .mathBlock: isDisplay = true
      case .math(_, let display): isDisplay = display
      default: continue
      }
      let formula = TeXFormula(node.literal, isDisplay: isDisplay, macros: &macros)
      for diagnostic in formula.diagnostics { result.report(diagnostic) }
      for reference in formula.references where labels.label(reference.name, from: chapter) == nil {
        let near = labels.suggestion(for: reference.name)
        result.report(
          Diagnostic(
            .error, "reference.missing", at: reference.range,
            "no '\(reference.name)' is defined in \(book == nil ? "this chapter" : "the book")",
            hints: [near.map { "did you mean '\($0)'?" } ?? "a \\label{…} names an equation"]))
      }
    }
  }

  // MARK: Arithmetic in plain sight

  private mutating func judgeCalculations() {
    calculations = findCalculations(in: texts, style: style)
    for calculation in calculations { result.asked?.add(calculation) }
    let bound = Set(claims.claims.flatMap(\.numerals).map(\.range))
    for calculation in calculations where !isWaived(calculation) {
      if case .notChecked(let why) = calculation.verdict {
        // A number that is bound needs no second proof.
        if calculation.numerals.contains(where: bound.contains) { continue }
        count(\.notChecked, at: calculation.range)
        result.notChecked.append((calculation.range, why))
        report(.notChecked, "arithmetic.not-checked", at: calculation.range, "not checked: \(why)")
        continue
      }
      count(calculation)
      for range in calculation.numerals { claims.mark(range, .arithmetic, calculation.text) }
      report(calculation)
    }
  }

  /// Whether a comment with a reason excuses a number of `calculation`.
  private func isWaived(_ calculation: Calculation) -> Bool {
    claims.waived.contains { range in
      range.contains(calculation.range) || calculation.numerals.contains { range.contains($0) }
    }
  }

  private mutating func count(_ calculation: Calculation) {
    let place = calculation.place(in: document.file)
    count(\.calculations, at: place)
    let isWrong = if case .wrong = calculation.verdict { true } else { false }
    if document.kind == .foreign {
      count(\.foreignCalculations, at: place)
      if isWrong { count(\.foreignWrong, at: place) }
    }
    if !isWrong, let stated = calculation.stated {
      result.checked.append(
        Assessment.Checked(kind: .arithmetic, digits: stated.digits, tolerance: .asWritten))
    }
    if isWrong {
      count(\.wrong, at: place)
    } else {
      count(calculation.isExact ? \.exact : \.asWritten, at: place)
      if document.kind == .foreign {
        count(calculation.isExact ? \.foreignExact : \.foreignAsWritten, at: place)
      }
    }
  }

  /// Counts what stands at `range`, unless only other lines are asked about.
  mutating func count(
    _ member: WritableKeyPath<Tally, Int>, at range: SourceRange, by amount: Int = 1
  ) {
    if let asked = result.asked, !asked.touches(range) { return }
    result.tally[keyPath: member] += amount
  }

  /// Options of a quiz that are not ticked are wrong on purpose.
  private func markQuizzes(_ marks: inout AccountMarks) {
    guard !claims.numbers.isEmpty else { return }
    for node in document.markdown.root.descendants where node.kind == .item(task: .open) {
      guard node.ancestor(where: Quiz.isQuiz) != nil else { continue }
      marks.mark(node.range, .structural("quiz-distractor"))
    }
  }

  /// Page numbers and the like inside of a citation say where in the source something stands.
  private func markCitations(_ marks: inout AccountMarks) {
    guard !claims.numbers.isEmpty, book != nil else { return }
    for citation in document.citations {
      marks.mark(citation.range, .structural("citation"))
    }
  }

  // MARK: The account

  /// How a number gets something that stands behind it: in a front matter nothing can.
  private func hint(forUnverified account: Account) -> String {
    let matter = document.markdown.frontMatter?.range
    return account.range.start < matter?.end ?? 0
      ? "the first heading is the title, too: leave 'title' away, and bind the number there"
      : "bind it: \(account.literal)<!-- = expression -->, or name a <!-- source: key -->"
  }

  private mutating func close(_ marks: AccountMarks) {
    var marks = marks
    result.accounts = marks.accounts(of: claims.numbers)
    result.sources.sort { $0.range.start < $1.range.start }
    for account in result.accounts {
      switch account.kind {
      case .given: count(\.given, at: account.range)
      case .cited: count(\.cited, at: account.range)
      case .waived: count(\.waived, at: account.range)
      case .unverified where document.kind == .chapter:
        if regions.mode(at: account.range.start) == .off { continue }
        count(\.unverified, at: account.range)
        report(
          .unverified, "number.unverified", at: account.range,
          "nothing stands behind \(account.literal)",
          hints: [hint(forUnverified: account)])
      default: break
      }
    }
  }
}
