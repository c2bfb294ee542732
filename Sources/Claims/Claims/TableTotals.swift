import Diagnostics
import Numerics

/// Checks the totals of tables: a row or column that says "total", "sum", "mean" or "average".
///
/// A table says little about what its numbers mean, so much speaks against a claim: a number that
/// is no number, another unit, an approximation, a value that is the mean, a product or one of the
/// others, or one that is too far from the sum to be meant as one. Two terms, or a label of several
/// words ("total cost"), are a claim only if other totals beside it hold; and what is the product
/// of the two numbers before it in other rows is one in every row. A total that adds up under any of
/// the readings of `TotalReading`, with or without the subtotals before it, holds.
struct TableTotals {
  /// What a total is made of.
  enum Kind { case sum, mean, product }

  /// A total with what was found, and whether it can only be meant as one.
  private struct Found {
    let calculation: Calculation
    let isMeant: Bool
    let isNear: Bool

    var isRight: Bool { calculation.verdict == .right }
    var isWrong: Bool { if case .wrong = calculation.verdict { true } else { false } }
  }

  private struct Entry {
    let number: PrintedNumber
    let isNegative: Bool
    let range: SourceRange
    let text: String
    let isApproximate: Bool
    /// Whether it is a whole percentage, which is as a rule a rounded share.
    var isShare = false
    /// Whether it is taken from the total, by its label.
    var isSubtracted = false

    var value: ExactDecimal { isNegative ? -number.mantissa : number.mantissa }
  }

  private enum Slot {
    case empty
    case entry(Entry)
    case other
  }

  private let style: NumberStyle
  /// Whether the text beside the table says that its numbers are rounded.
  private let saysRounded: Bool
  private var slots: [[Slot]] = []
  private var labels: [[String]] = []
  private var shares: Set<Strip> = []

  /// The calculations that the totals of the tables among `texts` are.
  static func calculations(in texts: [ClaimText], style: NumberStyle) -> [Calculation] {
    var result: [Calculation] = []
    var start: Int?
    for index in 0...texts.count {
      let table = index < texts.count ? texts[index].cell?.table : nil
      if let first = start, table != texts[first].cell?.table {
        let above = texts[..<first].suffix(1).filter { $0.kind == .heading || $0.kind == .caption }
        let beside = above + texts[index...].prefix(2).filter { $0.cell == nil }
        let isRounded = beside.contains(where: Self.saysRounded)
        result += TableTotals(texts[first..<index], style: style, saysRounded: isRounded)
          .calculations()
        start = nil
      }
      if start == nil, table != nil { start = index }
    }
    return result
  }

  /// "Numbers may not add up due to rounding."
  private static func saysRounded(_ text: ClaimText) -> Bool {
    mentions(label(text), ["rounding", "rounded", "gerundet", "rundung", "rundungen", "arrondi"])
  }

  private init(_ cells: ArraySlice<ClaimText>, style: NumberStyle, saysRounded: Bool) {
    self.style = style
    self.saysRounded = saysRounded
    for text in cells {
      guard let cell = text.cell else { continue }
      while slots.count <= cell.row {
        slots.append([])
        labels.append([])
      }
      while slots[cell.row].count <= cell.column {
        slots[cell.row].append(.empty)
        labels[cell.row].append("")
      }
      slots[cell.row][cell.column] = slot(text)
      labels[cell.row][cell.column] = Self.label(text)
      if cell.row == 0 || cell.column == 0, Self.saysShare(text) {
        shares.insert(cell.row == 0 ? .column(cell.column) : .row(cell.row))
      }
    }
    for row in slots.indices {
      for column in slots[row].indices { markShare(row, column) }
    }
  }

  /// A row or a column whose label says that it holds percentages.
  private enum Strip: Hashable { case row(Int), column(Int) }

  /// Whether a head says "%", "percent" or "share".
  private static func saysShare(_ text: ClaimText) -> Bool {
    if mentions(label(text), ["percent", "percentage", "share", "prozent", "anteil"]) {
      return true
    }
    return text.pieces.contains { piece in
      guard case .text(let mapped) = piece else { return false }
      return mapped.bytes.contains(UInt8(ascii: "%")) && !mapped.bytes.contains(where: \.isDigit)
    }
  }

  private mutating func markShare(_ row: Int, _ column: Int) {
    guard case .entry(var entry) = slots[row][column], entry.number.decimals == 0,
      entry.number.measure.isNone
    else { return }
    entry.isShare =
      entry.number.percent > 0 || shares.contains(.row(row)) || shares.contains(.column(column))
    slots[row][column] = .entry(entry)
  }

  private func slot(_ text: ClaimText) -> Slot {
    let line = TokenLine(text, style: style)
    var tokens = line.tokens.filter { !$0.isEdge && !$0.isNewline }
    var isApproximate = false
    while let first = tokens.first {
      guard case .tilde = first.kind else {
        guard first.relation == .approximate else { break }
        isApproximate = true
        tokens.removeFirst()
        continue
      }
      isApproximate = true
      tokens.removeFirst()
    }
    guard let first = tokens.first, let last = tokens.last else { return .empty }
    if tokens.count == 1, first.op == .minus || first.mark != nil { return .empty }
    guard
      let expression = ExpressionParser.parse(tokens, 0..<tokens.count, style: style),
      let lone = expression.lone, lone.number.denominator == 1, lone.number.exponent == nil
    else { return .other }
    let range = first.range.union(last.range)
    return .entry(
      Entry(
        number: lone.number, isNegative: lone.isNegative, range: range,
        text: text.text(in: range) ?? CalculationFinder.joined(tokens[...]),
        isApproximate: isApproximate))
  }

  /// The words of a cell, in lower case.
  private static func label(_ text: ClaimText) -> String {
    var words: [String] = []
    for piece in text.pieces {
      guard case .text(let mapped) = piece else { continue }
      words += mapped.text.lowercased().split { !$0.isLetter }.map(String.init)
    }
    return words.joined(separator: " ")
  }

  /// Whether one of the words of `label` is among `words`.
  private static func mentions(_ label: String, _ words: Set<String>) -> Bool {
    label.split(separator: " ").contains { words.contains(String($0)) }
  }

  // MARK: Totals

  private func calculations() -> [Calculation] {
    guard slots.count > 2, let width = slots.map(\.count).max() else { return [] }
    let rows = rowTotals(width)
    // The last cell is the total of its row and of its column: one word is enough.
    let places = Set(rows.map(\.right))
    return rows + columnTotals(width).filter { !places.contains($0.right) }
  }

  /// The totals in the first row whose label says so.
  private func rowTotals(_ width: Int) -> [Calculation] {
    for row in 2..<slots.count {
      let label = labels[row].first ?? ""
      guard let kind = kind(label) else { continue }
      let found = (1..<max(width, 1)).compactMap { column in
        check(
          slot(row, column), (1..<row).map { slot($0, column) }, kind,
          (1..<row).map { TotalRole(labels[$0].first ?? "") })
      }
      let some = claims(found, isPlain: isPlain(label))
      // One total to a table: what is below may build on it.
      if isPlain(label) || !some.isEmpty { return some }
    }
    return []
  }

  /// The totals in the first column whose header says so.
  private func columnTotals(_ width: Int) -> [Calculation] {
    for column in 1..<max(width, 1) {
      let label = labels[0].count > column ? labels[0][column] : ""
      let amounts = Self.mentions(label, TotalWords.amounts) ? products(column) : []
      if !amounts.isEmpty { return amounts }
      guard let kind = kind(label) else { continue }
      let roles = (1..<max(column, 1)).map { TotalRole(labels[0][$0]) }
      let found = (1..<slots.count).compactMap { row in
        check(slot(row, column), (1..<max(column, 1)).map { slot(row, $0) }, kind, roles)
      }
      let some = claims(found, isPlain: isPlain(label))
      if isPlain(label) || !some.isEmpty { return some }
    }
    return []
  }

  private func kind(_ label: String) -> Kind? {
    if TotalWords.means.contains(label) { return .mean }
    return Self.mentions(label, TotalWords.sums) ? .sum : nil
  }

  private func isPlain(_ label: String) -> Bool {
    TotalWords.means.contains(label) || TotalWords.sums.contains(label)
  }

  /// What of `found` is said: two totals that hold speak for the others.
  private func claims(_ found: [Found], isPlain: Bool) -> [Calculation] {
    let held = found.count(where: \.isRight)
    let isSupported = held >= 2 && held > found.count(where: \.isWrong)
    return found.filter { total in
      guard isPlain || isSupported else { return false }
      return !total.isWrong || total.isMeant || isSupported && total.isNear
    }.map(\.calculation)
  }

  /// Quantity times price: the products of the two numbers before `column`, if most are.
  private func products(_ column: Int) -> [Calculation] {
    let found = (1..<slots.count).compactMap { row in
      check(slot(row, column), (1..<max(column, 1)).map { slot(row, $0) }, .product)
    }
    let held = found.count(where: \.isRight)
    guard held >= 2, held > found.count(where: \.isWrong) else { return [] }
    return found.filter { !$0.isWrong || $0.isNear }.map(\.calculation)
  }

  private func slot(_ row: Int, _ column: Int) -> Slot {
    row < slots.count && column < slots[row].count ? slots[row][column] : .empty
  }

  /// The numbers among `slots`, if there is nothing else and they fit to `total`.
  private func terms(_ slots: [Slot], _ total: Entry, _ kind: Kind) -> [Entry]? {
    var terms: [Entry] = []
    for slot in slots {
      switch slot {
      case .empty: continue
      case .other:
        if kind == .product { continue }
        return nil
      case .entry(let entry):
        guard !entry.isApproximate, !entry.isNegative else { return nil }
        terms.append(entry)
      }
    }
    let unit = total.number.measure.text
    let units = terms.map(\.number.measure.text)
    guard terms.count >= 2, terms.allSatisfy({ $0.number.percent == total.number.percent }) else {
      return nil
    }
    guard kind == .product else { return units.allSatisfy { $0 == unit } ? terms : nil }
    return terms.count == 2 && (units == ["", unit] || units == [unit, ""]) ? terms : nil
  }

  /// What is found of the total `stated` after `others`: the reading that adds up best.
  private func check(
    _ stated: Slot, _ others: [Slot], _ kind: Kind, _ roles: [TotalRole] = []
  ) -> Found? {
    let values = others.map { slot -> ExactDecimal? in
      if case .entry(let entry) = slot { entry.value } else { nil }
    }
    var best: Found?
    for reading in TotalReading.all(of: values, roles, kind) {
      let slots = reading.map { term in
        guard term.isSubtracted, case .entry(var entry) = others[term.index] else {
          return others[term.index]
        }
        entry.isSubtracted = true
        return .entry(entry)
      }
      guard let found = check(stated, slots, kind) else { continue }
      if found.isRight { return found }
      if best == nil || best?.isWrong == true && !found.isWrong { best = found }
    }
    return best
  }

  private func check(_ stated: Slot, _ others: [Slot], _ kind: Kind) -> Found? {
    guard case .entry(let total) = stated, !total.isApproximate, !total.isNegative,
      let terms = terms(others, total, kind)
    else { return nil }
    var value = terms[0].value
    var left = terms[0].text
    for term in terms.dropFirst() {
      let isLess = term.isSubtracted
      switch kind {
      case .product: (left, value) = (left + " × " + term.text, value * term.value)
      case .mean: (left, value) = (left + ", " + term.text, value + term.value)
      case .sum where isLess: (left, value) = (left + " − " + term.text, value - term.value)
      case .sum: (left, value) = (left + " + " + term.text, value + term.value)
      }
    }
    if kind == .mean { left = "the mean of " + left }
    let verdict = verdict(value, total, terms, kind)
    let place = terms.dropFirst().reduce(terms[0].range) { $0.union($1.range) }
    let calculation = Calculation(
      kind: .tableCell, range: total.range, left: place, right: total.range, leftText: left,
      rightText: total.text, relation: .equal, stated: nil, isStatedLeft: false, verdict: verdict,
      numerals: terms.map(\.number.range) + [total.number.range])
    let size = kind == .mean ? value.doubleValue / Double(terms.count) : value.doubleValue
    let isNear = isNear(total, size)
    let numbers = terms.map { $0.value.doubleValue }
    // Whether a discount is taken off is more than a label can say.
    let isMeant =
      isNear && !terms.contains(where: \.isSubtracted) && isMeant(total, numbers, size)
    return Found(calculation: calculation, isMeant: isMeant, isNear: isNear)
  }

  /// Compares as multiples of the count, since decimals have no quotient.
  private func verdict(
    _ value: ExactDecimal, _ total: Entry, _ terms: [Entry], _ kind: Kind
  ) -> Verdict {
    let count = kind == .mean ? ExactDecimal(terms.count) : .one
    let goal = total.value * count
    let difference = (value - goal).absolute
    let most = terms.map(\.number.decimals).max() ?? 0
    let places = kind == .product ? most : max(total.number.decimals, most)
    let own = ExactDecimal.halfUnit(ofPlaces: total.number.decimals) * count
    let slack = ExactDecimal.halfUnit(ofPlaces: places) * ExactDecimal(terms.count)
    // Whole percentages are rounded shares: 41, 26, 18 and 14 of 100.
    let areShares = kind == .sum && total.isShare && terms.allSatisfy(\.isShare)
    let isRounded =
      places > 0 || kind == .mean || areShares || kind == .sum && saysRounded
    let mayBeOwn = places > 0 || kind == .mean
    if difference.isZero || mayBeOwn && difference <= own { return .right }
    let mean = value.doubleValue / Double(terms.count)
    let exact = kind == .mean ? ExactDecimal(exactly: mean) : value
    let digits = AuthorStyle(total.number).styled(
      exact.rounded(toPlaces: max(total.number.decimals, kind == .mean ? 2 : 0)))
    let parts = total.text.split(
      separator: total.number.text, maxSplits: 1, omittingEmptySubsequences: false)
    var correction = Verdict.Correction(parts.count == 2 ? parts[0] + digits + parts[1] : digits)
    correction.digits = digits
    correction.range = total.number.range
    let mayRound = isRounded && kind != .product
    // A hundred percent is what it is.
    let isWhole = areShares && total.value == ExactDecimal(100)
    return mayRound && difference <= (isWhole ? slack : own + slack)
      ? .byUnrounding(correction) : .wrong(correction)
  }

  /// Whether the number is of the size of the value.
  private func isNear(_ total: Entry, _ value: Double) -> Bool {
    let stated = total.value.doubleValue
    return stated > value / 2 && stated < value * 2
  }

  /// Whether the number can only be meant as the total of `numbers`.
  private func isMeant(_ total: Entry, _ numbers: [Double], _ value: Double) -> Bool {
    let stated = total.value.doubleValue
    let product = numbers.reduce(1, *)
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    guard numbers.count >= 3, stated > numbers.max() ?? 0 else { return false }
    return (stated - product).magnitude > 1e-9 * product.magnitude
      && (stated - mean).magnitude > 0.01 * mean.magnitude
  }
}
