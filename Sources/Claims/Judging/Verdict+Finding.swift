import Diagnostics
import Numerics

extension Verdict {
  /// The verdict that `finding` amounts to.
  init(_ finding: Judge.Finding, _ writer: CorrectionWriter) {
    if let supplied = finding.supplied, finding.comparison != .off {
      // Units that cancel, as in 50 GB × $0.10, need no word.
      if supplied.isEmpty, finding.comparison == .right {
        self = .right
        return
      }
      let text = writer.judge.right.lone != nil ? writer.texts.right : writer.texts.left
      let hint = supplied.isEmpty ? nil : "a factor of \(supplied) is left to the reader"
      self = .unitSupplied(Correction(text, hint: hint))
      return
    }
    switch finding.comparison {
    case .right: self = .right
    case .rounded: self = .rounded(writer.correction(showsRest: true))
    case .truncated: self = .truncated(writer.correction())
    case .byUnrounding: self = .byUnrounding(writer.correction())
    case .coarse: self = .coarse(writer.correction())
    case .off: self = .wrong(writer.correction())
    }
  }
}

/// Writes the true value as the author would have written it.
struct CorrectionWriter {
  /// What the writer must know of the printed text.
  struct Printed {
    /// Whether the digits of a number stand in its range; what a macro makes cannot be rewritten.
    let isWritten: (SourceRange) -> Bool
    /// The minus sign before a number, and what stands between.
    let sign: (SourceRange) -> SourceRange?
    /// Whether the minus signs are `−` rather than `-`.
    let usesUnicodeMinus: Bool
  }

  let judge: Judge
  let reading: Reading
  let texts: (left: String, right: String)
  let printed: Printed

  init(
    judge: Judge, finding: Judge.Finding, texts: (left: String, right: String), printed: Printed
  ) {
    self.judge = judge
    reading = finding.reading
    self.texts = texts
    self.printed = printed
  }

  /// The correction; with decimals that show why a whole number is rounded if `showsRest`.
  func correction(showsRest: Bool = false) -> Verdict.Correction {
    if let lone = judge.right.lone {
      return correction(lone.number, lone.isNegative, judge.left, texts.right, showsRest)
    }
    if let lone = judge.left.lone {
      return correction(lone.number, lone.isNegative, judge.right, texts.left, showsRest)
    }
    guard let value = judge.left.evaluated(reading) else { return Verdict.Correction("") }
    if let elements = value.elements {
      return Verdict.Correction(
        "[" + elements.map { plain($0.value) }.joined(separator: ", ") + "]")
    }
    return Verdict.Correction(plain(value.value))
  }

  private func correction(
    _ stated: PrintedNumber, _ isNegative: Bool, _ other: Expression, _ text: String,
    _ showsRest: Bool
  ) -> Verdict.Correction {
    guard var value = other.evaluated(reading), let factor = stated.factor(reading),
      value.elements == nil
    else { return Verdict.Correction("") }
    if reading.countsFromZero { value = value.counted(from: stated.measure.zero, factor) }
    var style = AuthorStyle(stated)
    style.showsRest = showsRest
    style.usesUnicodeMinus = printed.usesUnicodeMinus
    let digits = withExponent(stated, value, factor) ?? style.text(value, factor: factor)
    var correction = Verdict.Correction(digits)
    // The stated side with new digits: "2.68 GB".
    if let place = text.range(of: stated.text) {
      var before = text[..<place.lower]
      if isNegative, let sign = before.last, sign == "-" || sign == "−" {
        before = before.dropLast()
        while before.last == " " { before = before.dropLast() }
      }
      correction.actual = before + digits + text[place.upper...]
    }
    if printed.isWritten(stated.range) {
      let isStill = isNegative && (digits.hasPrefix("-") || digits.hasPrefix("−"))
      correction.digits = isStill ? String(digits.dropFirst()) : digits
      correction.range = isNegative && !isStill ? printed.sign(stated.range) : stated.range
    }
    correction.hint = prefixHint(value, stated)
    return correction
  }

  /// The value as `1.04e11`, where the number is printed so.
  private func withExponent(
    _ stated: PrintedNumber, _ value: Quantity, _ factor: ExactRatio
  ) -> String? {
    guard let exponent = stated.exponent,
      let mark = stated.text.last(where: { $0 == "e" || $0 == "E" })
    else { return nil }
    let mantissa = value.value / factor.double
    let isAlike = mantissa.magnitude >= 1 && mantissa.magnitude < 1000
    if isAlike {
      return AuthorStyle(stated).text(value, factor: factor) + "\(mark)\(exponent)"
    }
    guard mantissa.isFinite, mantissa != 0 else { return nil }
    let shift = ExactDecimal(exactly: mantissa).leadingExponent
    let digits = shortText(
      mantissa / Numerics.pow(10, Double(shift)), digits: max(2, stated.significantDigits))
    return digits + "\(mark)\(exponent + shift)"
  }

  /// The value in bytes with both kinds of prefix, or with the prefix that fits.
  private func prefixHint(_ value: Quantity, _ stated: PrintedNumber) -> String? {
    guard reading.prefixes != .none else { return nil }
    guard stated.measure.isInformation, stated.measure.ten != 0 else {
      return otherPrefix(value, stated)
    }
    // Bits may have been made of bytes by hand: then the value is no longer in the base unit.
    let factor = stated.measure.conversion.double
    guard factor == 1 else { return nil }
    let bytes = value.value / factor
    guard bytes.isFinite, bytes >= 1 else { return nil }
    let parts = stated.measure.text.split(separator: "/")
    guard let unit = parts.first?.drop(while: { "kKMGTPE".contains($0) }), !unit.isEmpty,
      unit.utf8.count < 12
    else { return nil }
    let names = ["", "k", "M", "G", "T", "P", "E"]
    let power = min(6, ExactDecimal(exactly: bytes).leadingExponent / 3)
    guard power > 0 else { return nil }
    let decimal = Self.threeDigits(bytes / Numerics.pow(1000, Double(power)))
    if parts.count == 2, Measure.named(String(parts[1])) != nil {
      return "\(decimal) \(names[power])\(unit)/\(parts[1])"
    }
    let first = "\(decimal) \(names[power])\(unit)"
    guard stated.measure.two == 0, unit == "B" else { return first }
    let binary = Self.threeDigits(bytes / Numerics.pow(1024, Double(power)))
    return "\(first); \(binary) \(names[power].uppercased())i\(unit)"
  }

  /// The value with the prefix that fits, if the stated one is a thousand times off: 18.8 mW.
  private func otherPrefix(_ value: Quantity, _ stated: PrintedNumber) -> String? {
    guard let factor = stated.factor(reading)?.double, value.value != 0, stated.exponent == nil,
      stated.measure.currencies == 0, !stated.measure.text.contains("/")
    else { return nil }
    let ratio = (value.value / factor / stated.mantissa.doubleValue).magnitude
    guard ratio >= 500 || ratio <= 0.002, ratio.isFinite else { return nil }
    guard let (name, scale) = stated.measure.fittingPrefix(for: value.value, reading) else {
      return nil
    }
    return "\(shortText(value.value / scale, digits: max(3, stated.nonzeroDigits))) \(name)"
  }

  /// Three significant digits, but whole numbers whole.
  private static func threeDigits(_ value: Double) -> String {
    if value.rounded() == value { return numberText(value) }
    let exact = ExactDecimal(exactly: value)
    return exact.rounded(toPlaces: max(0, 2 - exact.leadingExponent)).text
  }

  private func plain(_ value: Double) -> String {
    if value.rounded() == value, value.magnitude < 1e15 { return numberText(value) }
    return shortText(value, digits: 6)
  }
}

extension String {
  /// Where `part` stands first.
  fileprivate func range(of part: String) -> (lower: Index, upper: Index)? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) {
        return (start, index(start, offsetBy: part.count))
      }
      start = index(after: start)
    }
    return nil
  }
}

/// `value` to `digits` significant digits, without trailing zeros.
func shortText(_ value: Double, digits: Int) -> String {
  let exact = ExactDecimal(exactly: value)
  guard !exact.isZero else { return "0" }
  var rounded = exact.rounded(toPlaces: digits - 1 - exact.leadingExponent)
  while rounded.places > 0, rounded.rounded(toPlaces: rounded.places - 1) == rounded {
    rounded = rounded.rounded(toPlaces: rounded.places - 1)
  }
  return rounded.text
}

/// How an author writes numbers: decimals, separators, decimal mark, exponent, percent, unit.
struct AuthorStyle {
  let decimals: Int
  let separator: String
  let usesComma: Bool
  var usesUnicodeMinus: Bool
  /// Whether digits are grouped by twos before the last three: 1,51,000.
  let isIndian: Bool
  /// What stands between the sign and the digits: −$5.
  let currency: String
  /// Whether a whole number that is rounded gets decimals, however large it is.
  var showsRest = false
  /// How many digits count in what is printed, and the power of ten of the first.
  var significant: (digits: Int, exponent: Int)?

  init(_ printed: PrintedNumber) {
    decimals = printed.decimals
    separator = printed.separator
    usesComma = printed.decimals > 0 && printed.text.contains(",") && printed.separator != ","
    usesUnicodeMinus = false
    isIndian = Self.groupsByTwos(printed.text, printed.separator)
    currency = ""
    let isCounted = decimals > 0 && !printed.mantissa.isZero
    significant =
      isCounted && printed.measure.dimension[.currency] == 0
      ? (printed.significantDigits, printed.mantissa.leadingExponent) : nil
  }

  /// Whether the digits of `text` are grouped as in 1,51,000.
  static func groupsByTwos(_ text: String, _ separator: String) -> Bool {
    let groups = text.split { !$0.isNumber && $0 != "." }
    return separator == "," && groups.count > 2
      && groups.dropFirst().dropLast().allSatisfy { $0.utf8.count == 2 }
  }

  /// The digits of `value` in units of `factor`, in this style.
  func text(_ value: Quantity, factor: ExactRatio) -> String {
    var places = decimals
    let target = value.exact.flatMap { $0 / factor }
    let size = value.value / factor.double
    // A whole number is stated whole; what is none, with decimals that show it.
    if decimals == 0, target?.isWhole != true, size.magnitude < 1000 || showsRest {
      places = size.magnitude < 1 ? 3 : size.magnitude < 10 ? 2 : 1
    }
    // The digits must not all be zero.
    if size != 0 {
      let exponent = ExactDecimal(exactly: size).leadingExponent
      if -exponent > places { places = 1 - exponent }
      // A smaller number is stated with as many digits.
      if let significant, exponent < significant.exponent {
        places = max(places, min(significant.digits, 6) - 1 - exponent)
      }
    }
    func digits(_ places: Int) -> ExactDecimal {
      target.map { ratio in decimal(ratio, places: places) }
        ?? ExactDecimal(exactly: size).rounded(toPlaces: places)
    }
    var rounded = digits(places)
    // A whole number for what is none: as many decimals as show it.
    while decimals == 0, places > 0, places < 12, rounded.isInteger {
      places += 1
      rounded = digits(places)
    }
    while rounded.places > max(decimals, 0),
      rounded.rounded(toPlaces: rounded.places - 1) == rounded
    {
      rounded = rounded.rounded(toPlaces: rounded.places - 1)
    }
    return styled(rounded)
  }

  private func decimal(_ ratio: ExactRatio, places: Int) -> ExactDecimal {
    if ratio.denominator == .one { return ratio.numerator.rounded(toPlaces: places) }
    guard let down = ratio.absolute.floor(places: places) else {
      return ExactDecimal(exactly: ratio.double).rounded(toPlaces: places)
    }
    let half = ExactDecimal.halfUnit(ofPlaces: places)
    let unit = ExactDecimal.one.scaled(byPowerOfTen: -places)
    let rounded =
      ratio.absolute.isWithin(half, of: down) ? down : (down + unit)
    let signed = ratio.isNegative ? -rounded : rounded
    return signed.rounded(toPlaces: places)
  }

  /// `number` with the separators and marks of this style.
  func styled(_ number: ExactDecimal) -> String {
    let text = number.text
    let isNegative = text.hasPrefix("-")
    let digits = isNegative ? text.dropFirst() : text[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    var whole = String(parts[0])
    if !separator.isEmpty, whole.utf8.count > 3 {
      var grouped = ""
      for (offset, digit) in whole.enumerated() {
        let rest = whole.utf8.count - offset
        let ends = isIndian ? rest == 3 || rest > 3 && rest % 2 == 1 : rest % 3 == 0
        if offset > 0, ends { grouped += separator }
        grouped.append(digit)
      }
      whole = grouped
    }
    var result = (isNegative ? (usesUnicodeMinus ? "−" : "-") : "") + currency + whole
    if parts.count > 1 { result += (usesComma ? "," : ".") + parts[1] }
    return result
  }
}
