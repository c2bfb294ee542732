package import Diagnostics
import Numerics

/// The comments of `text` that speak to mathbook, with the numerals they bind, and what is wrong
/// with those that try to.
///
/// A comment binds the number straight before it; between them may stand closing marks
/// (`* _ $ ) ] } %`) and at most one word. A comment that is not glued to anything is left to the
/// block before it.
package func findBindings(
  in text: ClaimText, style: NumberStyle = NumberStyle()
) -> (bindings: [Binding], malformed: [Diagnostic]) {
  var bindings: [Binding] = []
  var malformed: [Diagnostic] = []
  for (index, piece) in text.pieces.enumerated() {
    guard case .comment(let inside, let range) = piece else { continue }
    guard let comment = BindingComment(parsing: inside, range: range) else {
      if BindingComment.isMeant(inside) {
        malformed.append(
          Diagnostic(
            .error, "binding.syntax", at: range, "this comment cannot be read",
            hints: [
              "write <!-- = expression -->, <!-- let name -->, <!-- source: key --> or "
                + "<!-- skip: reason -->"
            ]))
      }
      continue
    }
    switch comment.content {
    case .identifier, .strictness: continue
    default: break
    }
    var finder = TargetFinder(text.pieces, before: index, style: style)
    finder.isInTable = text.kind == .tableCell
    bindings.append(Binding(comment: comment, target: finder.target()))
  }
  return (bindings, malformed)
}

/// Finds the number that a comment is glued to.
struct TargetFinder {
  let text: MappedText
  let isTeX: Bool
  /// What stands before a formula or code span that holds the number.
  private let leading: MappedText?
  let style: NumberStyle
  /// Whether the text is a cell of a table.
  var isInTable = false

  init(_ pieces: [ClaimText.Piece], before index: Int, style: NumberStyle) {
    self.style = style
    var i = index - 1
    // Another comment may stand between: 5<!-- = a --><!-- skip: … -->.
    while i >= 0, case .comment = pieces[i] { i -= 1 }
    var leading: MappedText?
    if i > 0, case .text(let mapped) = pieces[i - 1] { leading = mapped }
    switch i >= 0 ? pieces[i] : nil {
    case .text(let mapped):
      // A word may stand between a formula and its comment: $40$ steps<!-- -->.
      if i > 0, !mapped.bytes.contains(where: \.isDigit), mapped.bytes.count <= 24 {
        if case .formula(let inner, _) = pieces[i - 1], Self.isTail(mapped.bytes[...]) {
          (text, isTeX) = (inner, true)
          self.leading = i > 1 ? Self.mapped(pieces[i - 2]) : nil
          return
        }
        if case .code(let inner) = pieces[i - 1], Self.isTail(mapped.bytes[...]) {
          (text, isTeX) = (inner, false)
          self.leading = i > 1 ? Self.mapped(pieces[i - 2]) : nil
          return
        }
      }
      (text, isTeX) = (mapped, false)
      self.leading = nil
    case .formula(let mapped, _):
      (text, isTeX) = (mapped, true)
      self.leading = leading
    case .code(let mapped):
      (text, isTeX) = (mapped, false)
      self.leading = leading
    default:
      (text, isTeX) = (MappedText(), false)
      self.leading = nil
    }
  }

  private static func mapped(_ piece: ClaimText.Piece) -> MappedText? {
    if case .text(let mapped) = piece { mapped } else { nil }
  }

  func target() -> Binding.Target {
    let reader = NumeralReader(text, style: style, isTeX: isTeX)
    let all = reader.items().compactMap {
      if case .numeral(let numeral) = $0 { numeral } else { nil }
    }
    let bytes = text.bytes
    if let list = list(all) ?? texFraction() { return list }
    let end = startOfUnit() ?? bytes.count
    let numerals = powerOfTen(all, reader) ?? all.filter { $0.text.lowerBound < end }
    guard var last = numerals.last else { return .nothing }
    let isLowest = isLowest(last)
    let tail = min(last.text.upperBound + (isLowest ? 1 : 0), end)
    guard Self.isTail(bytes[tail..<end]) else { return .nothing }
    if isPartOfPower(last) { return .partOfPower }
    if numerals.count > 1 {
      let first = numerals[numerals.count - 2]
      if isTorn(first, last) {
        return whole(first, last).map { .number($0, comparator(before: $0.text.lowerBound)) }
          ?? .nothing
      }
      let between = Array(bytes[first.text.upperBound..<last.text.lowerBound])
      if let pair = pair(first, last, between) { return pair }
    }
    last.isAccounting = isAccounting(last)
    return .number(last, isLowest ? .greaterOrEqual : comparator(before: last.text.lowerBound))
  }

  /// Whether `numeral` is `(15.20)`, `$(1,234)` or `(€3)`: alone in brackets, and money by its looks
  /// or in a table.
  private func isAccounting(_ numeral: Numeral) -> Bool {
    let bytes = text.bytes
    func sign(endingAt end: Int) -> Int {
      ["$", "€", "£", "¥", "₹"].map { Array($0.utf8) }.first {
        end >= $0.count && bytes.matches($0, at: end - $0.count)
      }?.count ?? 0
    }
    var start = numeral.text.lowerBound
    guard numeral.sign == .none, numeral.text.upperBound < bytes.count,
      bytes[numeral.text.upperBound] == UInt8(ascii: ")")
    else { return false }
    let inner = sign(endingAt: start)
    start -= inner
    guard start > 0, bytes[start - 1] == UInt8(ascii: "(") else { return false }
    let outer = sign(endingAt: start - 1)
    start -= 1 + outer
    // A call or a product has something before the bracket.
    guard start == 0 || bytes[start - 1].isWhite || bytes[start - 1] == UInt8(ascii: "*") else {
      return false
    }
    return isInTable || inner + outer > 0 || !numeral.currency.isEmpty || numeral.decimals == 2
      || !numeral.separator.isEmpty
  }

  /// Where the unit begins with which a formula ends: `\,\mathrm{m/s^2}`; nil if it ends with none.
  private func startOfUnit() -> Int? {
    let bytes = text.bytes
    guard isTeX, let close = bytes.lastIndex(where: { !$0.isWhite }), bytes[close] == 0x7D else {
      return nil
    }
    var depth = 0
    var open = close
    while open >= 0 {
      if bytes[open] == 0x7D { depth += 1 }
      if bytes[open] == 0x7B { depth -= 1 }
      if depth == 0 { break }
      open -= 1
    }
    // A number of its own is no power of a unit.
    let inside = bytes[max(open, 0)..<close].indices.dropFirst()
    guard !inside.contains(where: { bytes[$0].isDigit && " {(".utf8.contains(bytes[$0 - 1]) })
    else {
      return nil
    }
    for command in ["\\mathrm", "\\text", "\\mathsf", "\\textrm", "\\operatorname"] {
      let name = Array(command.utf8)
      guard open >= name.count, bytes.matches(name, at: open - name.count) else { continue }
      var start = open - name.count
      // Spaces of TeX between number and unit.
      while start > 0 {
        if bytes[start - 1].isWhite || bytes[start - 1] == 0x7E {
          start -= 1
        } else if start > 1, bytes[start - 2] == 0x5C, ",;:! ".utf8.contains(bytes[start - 1]) {
          start -= 2
        } else {
          break
        }
      }
      return start
    }
    return nil
  }

  /// The numbers with a power of ten at the end as one of them: 10⁻⁷, `10^{-7}`.
  private func powerOfTen(_ numerals: [Numeral], _ reader: NumeralReader) -> [Numeral]? {
    for base in numerals.suffix(2).reversed()
    where base.isBareInteger && base.mantissa.absolute == ExactDecimal(10) {
      guard let (power, end) = reader.exponent(at: base.text.upperBound),
        Self.isTail(text.bytes[end...])
      else { continue }
      var number = base
      number.mantissa = base.mantissa.scaled(byPowerOfTen: -1)
      number.scale.form = .exponent
      number.scale.ten = power
      number.scale.text =
        "×" + String(decoding: text.bytes[base.text.lowerBound..<end], as: UTF8.self)
      number.text = base.text.lowerBound..<end
      number.range = text.sourceRange(base.text.lowerBound, end)
      number.digits = number.range
      number.literal = String(decoding: text.bytes[number.text], as: UTF8.self)
      return numerals.filter { $0.text.lowerBound < base.text.lowerBound } + [number]
    }
    return nil
  }

  /// Whether `tail` holds only closing marks and at most one word.
  private static func isTail(_ tail: ArraySlice<UInt8>) -> Bool {
    var words = 0
    var isWord = false
    for byte in tail {
      switch byte {
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: ")"),
        UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "%"), UInt8(ascii: " "),
        UInt8(ascii: "\\"), UInt8(ascii: "~"), 0xA0, UInt8(ascii: "\""):
        isWord = false
      default:
        guard byte.isWordPart || byte >= 0x80 || byte == UInt8(ascii: "/") || byte == 0x2D else {
          return false
        }
        if !isWord {
          words += 1
          isWord = true
        }
      }
    }
    // A space straight before the comment leaves it glued to nothing.
    return words <= 1 && tail.last != 0x20
  }

  // MARK: Lists

  /// `[1, 2]`, `(2.0, 1.0, 0.1)`, `[[1, 2], [3, 4]]`, and the rows of a `bmatrix`.
  private func list(_ numerals: [Numeral]) -> Binding.Target? {
    let bytes = text.bytes
    var end = bytes.count
    while end > 0, [0x20, 0x24, 0x2A, 0x5F, 0x60, 0x7D].contains(bytes[end - 1]), !isTeX {
      end -= 1
    }
    while end > 0, isTeX, bytes[end - 1].isWhite { end -= 1 }
    if isTeX, let matrix = texMatrix(numerals, end) { return matrix }
    guard end > 0, bytes[end - 1] == 0x5D || bytes[end - 1] == 0x29 else { return nil }
    var depth = 0
    var start: Int?
    var i = end - 1
    while i >= 0 {
      if bytes[i] == 0x5D || bytes[i] == 0x29 { depth += 1 }
      if bytes[i] == 0x5B || bytes[i] == 0x28 {
        depth -= 1
        if depth == 0 {
          start = i
          break
        }
      }
      i -= 1
    }
    guard let start else { return nil }
    let inside = bytes[(start + 1)..<(end - 1)]
    guard inside.contains(0x2C) || inside.contains(0x3B) else { return nil }
    // Nothing but numbers, commas and brackets.
    let members = numerals.filter { $0.text.lowerBound > start && $0.text.upperBound < end }
    var rest: [UInt8] = []
    var position = start + 1
    for member in members {
      rest += bytes[position..<member.text.lowerBound]
      position = member.text.upperBound
    }
    rest += bytes[position..<(end - 1)]
    let allowed = Set("[](),; \\{}leftrigh\n".utf8)
    guard members.count >= 2, rest.allSatisfy({ allowed.contains($0) }) else { return nil }
    let range = text.sourceRange(start, end)
    let isNested = inside.contains(0x5B) || inside.contains(0x28)
    guard isNested else { return .list([members], range) }
    return .list(rows(members, breaks: [0x5D, 0x29]), range)
  }

  /// Splits `members` where one of `breaks` stands between two of them.
  private func rows(_ members: [Numeral], breaks: Set<UInt8>) -> [[Numeral]] {
    var rows: [[Numeral]] = []
    var row: [Numeral] = []
    for (index, member) in members.enumerated() {
      if index > 0 {
        let between = text.bytes[members[index - 1].text.upperBound..<member.text.lowerBound]
        if between.contains(where: { breaks.contains($0) }) {
          rows.append(row)
          row = []
        }
      }
      row.append(member)
    }
    rows.append(row)
    return rows
  }

  private func texMatrix(_ numerals: [Numeral], _ end: Int) -> Binding.Target? {
    let bytes = text.bytes
    let close = Array("matrix}".utf8)
    guard end >= close.count, bytes.matches(close, at: end - close.count) else { return nil }
    var start = end
    while start > 0, !bytes.matches(Array("\\begin{".utf8), at: start) { start -= 1 }
    let members = numerals.filter { $0.text.lowerBound > start }
    guard members.count >= 1 else { return nil }
    var rows: [[Numeral]] = []
    var row: [Numeral] = []
    for (index, member) in members.enumerated() {
      if index > 0 {
        let between = Array(bytes[members[index - 1].text.upperBound..<member.text.lowerBound])
        if between.indices.contains(where: { between.matches([0x5C, 0x5C], at: $0) }) {
          rows.append(row)
          row = []
        }
      }
      row.append(member)
    }
    rows.append(row)
    // A column is a vector.
    if rows.allSatisfy({ $0.count == 1 }) { rows = [rows.flatMap { $0 }] }
    return .list(rows, text.sourceRange(start, end))
  }

  /// `\frac{3}{4}` at the end of a formula.
  private func texFraction() -> Binding.Target? {
    guard isTeX else { return nil }
    let numerals = NumeralReader(text, style: style, isTeX: true).items().compactMap {
      if case .numeral(let numeral) = $0 { numeral } else { nil }
    }
    guard numerals.count >= 2, let bottom = numerals.last else { return nil }
    let top = numerals[numerals.count - 2]
    let bytes = text.bytes
    let between = Array(bytes[top.text.upperBound..<bottom.text.lowerBound]).filter { !$0.isWhite }
    let after = bytes[bottom.text.upperBound...].filter { !$0.isWhite }
    guard between == [0x7D, 0x7B], after == [0x7D], top.isBareInteger, bottom.isBareInteger,
      !bottom.mantissa.isZero
    else { return nil }
    var fraction = top
    fraction.denominator = bottom.mantissa
    fraction.text = top.text.lowerBound..<bottom.text.upperBound
    fraction.range = text.sourceRange(top.text.lowerBound, bottom.text.upperBound)
    fraction.digits = fraction.range
    fraction.literal = String(
      decoding: bytes[top.text.lowerBound..<bottom.text.upperBound], as: UTF8.self)
    return .number(fraction, comparator(before: top.text.lowerBound))
  }

  // MARK: Comparators

  /// How the words before the number compare it.
  func comparator(before start: Int) -> Comparator {
    var tail = Array(text.bytes[..<start])
    if let leading, tail.allSatisfy({ $0.isWhite || $0 == 0x24 }) { tail = leading.bytes }
    let end = String(decoding: tail.suffix(ComparatorWords.reach), as: UTF8.self).lowercased()
    return ComparatorWords.comparator(endingAt: ComparatorWords.withoutCurrency(end))
  }
}
