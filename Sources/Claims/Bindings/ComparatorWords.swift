/// How the words or the sign before a number compare it: "at most", "never exceeds", `≥`.
///
///     comparison = [denial [verb]] ("exceeds" | "more than" | …)         "never exceeds" is `≤`
///                | total "up to"                                         "adds up to" is `=`
///
/// A denial turns the comparison round: what is never above 0.25 may be 0.25.
enum ComparatorWords {
  /// How many bytes before a number can say how it is compared.
  static let reach = 64

  /// The comparator that `words`, in lower case, ends with; the text that ends where the number
  /// begins, without marks between.
  static func comparator(endingAt words: Substring) -> Comparator {
    for (text, comparator) in table where words.hasSuffix(text) {
      let isWord = text.utf8.last?.isLetter == true && text.utf8.first != 0x5C
      let rest = words.dropLast(text.count)
      if isWord, rest.utf8.last?.isLetter == true { continue }
      guard isWord else { return comparator }
      let before = rest.split { !($0.isLetter || $0 == "'" || $0 == "’") }.suffix(3).map(
        String.init)
      if text == "up to", before.contains(where: totals.contains) { return .equal }
      return isDenied(before) ? comparator.denied : comparator
    }
    return .equal
  }

  /// `words` without marks of emphasis and the sign or the name of a currency at their end.
  static func withoutCurrency(_ words: String) -> Substring {
    var rest = words[...]
    func dropMarks() {
      while let last = rest.last, last.isWhitespace || "*_(".contains(last) { rest.removeLast() }
    }
    dropMarks()
    if let last = rest.last, "$€£¥₹".contains(last) {
      rest.removeLast()
      dropMarks()
    }
    for name in ["us", "eur", "usd", "chf", "gbp", "jpy", "inr"] where rest.hasSuffix(name) {
      let before = rest.dropLast(name.count)
      guard before.last?.isLetter != true else { continue }
      rest = before
      dropMarks()
      break
    }
    return rest
  }

  /// Whether the last of the two words `before` denies what follows, or the first does and only a
  /// verb or the subject stands between: "never rises above", "no run exceeds".
  private static func isDenied(_ before: [String]) -> Bool {
    guard let last = before.last else { return false }
    if denies(last) { return true }
    guard let first = before.dropLast().last else { return false }
    return first == "no" || denies(first) && verbs.contains(last)
  }

  private static func denies(_ word: String) -> Bool {
    denials.contains(word) || word.hasSuffix("n't") || word.hasSuffix("n’t")
  }

  private static let denials: Set<String> = [
    "never", "not", "no", "cannot", "nowhere", "without", "neither", "nor", "nothing", "none",
  ]

  private static let verbs: Set<String> = [
    "rise", "rises", "go", "goes", "fall", "falls", "drop", "drops", "get", "gets", "is", "be",
    "are", "climb", "climbs", "grow", "grows", "sink", "sinks", "dip", "dips", "come", "comes",
    "lie", "lies", "run", "runs", "take", "takes", "need", "needs", "use", "uses", "cost", "costs",
  ]

  /// Words after which "up to" states a total.
  private static let totals: Set<String> = [
    "add", "adds", "added", "adding", "sum", "sums", "summed", "summing", "total", "totals",
  ]

  private static let table: [(String, Comparator)] = [
    ("at most", .lessOrEqual), ("up to", .lessOrEqual), ("at least", .greaterOrEqual),
    ("less than", .less), ("fewer than", .less), ("smaller than", .less), ("lower than", .less),
    ("more than", .greater), ("greater than", .greater), ("larger than", .greater),
    ("bigger than", .greater), ("higher than", .greater),
    ("below", .less), ("under", .less), ("beneath", .less), ("above", .greater),
    ("over", .greater), ("beyond", .greater), ("exceeds", .greater), ("exceed", .greater),
    ("exceeded", .greater), ("about", .approximate),
    ("approximately", .approximate), ("roughly", .approximate), ("around", .approximate),
    ("nearly", .approximate), ("almost", .approximate), ("close to", .approximate),
    ("\\approx", .approximate), ("\\simeq", .approximate), ("\\sim", .approximate),
    ("\\leqslant", .lessOrEqual), ("\\leq", .lessOrEqual), ("\\le", .lessOrEqual),
    ("\\geqslant", .greaterOrEqual), ("\\geq", .greaterOrEqual), ("\\ge", .greaterOrEqual),
    ("\\lt", .less), ("\\gt", .greater), ("<=", .lessOrEqual), (">=", .greaterOrEqual),
    ("<", .less), (">", .greater), ("≤", .lessOrEqual), ("≥", .greaterOrEqual),
    ("≈", .approximate), ("~", .approximate),
  ]
}

extension Comparator {
  /// The comparison that holds where this one does not.
  fileprivate var denied: Comparator {
    switch self {
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    case .equal, .approximate: self
    }
  }
}
