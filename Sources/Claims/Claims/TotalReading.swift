import Numerics

/// What a row or a column is to the totals after it, by its label.
enum TotalRole {
  /// A number like others.
  case item
  /// A total or a mean of what is before it.
  case total
  /// A part of a number before it: "of which apples".
  case part
  /// A number that is taken off: "Discount".
  case deduction

  /// The role of what `label`, words in lower case, stands before.
  init(_ label: String) {
    let words = Set(label.split(separator: " ").map(String.init))
    if ["of which", "thereof", "davon", "darunter"].contains(where: label.hasPrefix) {
      self = .part
    } else if !words.isDisjoint(with: TotalWords.deductions) || label.hasPrefix("less ") {
      self = .deduction
    } else if !words.isDisjoint(with: TotalWords.sums.union(TotalWords.means))
      || !words.isDisjoint(with: TotalWords.subtotals)
    {
      self = .total
    } else {
      self = .item
    }
  }
}

/// Which of the numbers before a total it is made of.
enum TotalReading {
  typealias Term = (index: Int, isSubtracted: Bool)

  /// The ways in which `values`, with their roles, may make a total, the likeliest first: without the
  /// totals before, all of them, from the last total on, and the totals alone.
  ///
  /// A number that is the sum of those before it may be a total whatever its label says.
  static func all(
    of values: [ExactDecimal?], _ roles: [TotalRole], _ kind: TableTotals.Kind
  ) -> [[Term]] {
    let everything = values.indices.map { (index: $0, isSubtracted: false) }
    guard kind != .product, roles.count == values.count else { return [everything] }
    let named = Set(roles.indices.filter { roles[$0] == .total })
    let parts = roles.contains(.part)
    let deductions = roles.contains(.deduction)
    var readings = [terms(roles.indices.filter { !named.contains($0) }, roles)]
    if !named.isEmpty || parts || deductions { readings.append(everything) }
    guard kind == .sum else { return readings }
    for totals in [named, named.union(sums(values))] where !totals.isEmpty {
      readings += self.readings(around: totals, roles)
    }
    return readings
  }

  /// The readings in which the numbers at `totals` are sums of those before.
  private static func readings(around totals: Set<Int>, _ roles: [TotalRole]) -> [[Term]] {
    let items = roles.indices.filter { !totals.contains($0) }
    let last = totals.max() ?? 0
    return [
      terms(items, roles), terms([last] + items.filter { $0 > last }, roles),
      terms(items.filter { $0 > last }, roles), terms(totals.sorted(), roles),
      terms(totals.sorted() + items.filter { $0 > last }, roles),
    ]
  }

  /// The numbers at `indices` that are no part of others, with their signs.
  private static func terms(_ indices: [Int], _ roles: [TotalRole]) -> [Term] {
    indices.filter { roles[$0] != .part }.map { ($0, roles[$0] == .deduction) }
  }

  /// The positions of numbers that are the sum of the two or more before them, back to the last such.
  private static func sums(_ values: [ExactDecimal?]) -> Set<Int> {
    var found: Set<Int> = []
    var sum = ExactDecimal(0)
    var count = 0
    for (index, value) in values.enumerated() {
      guard let value else { continue }
      if count >= 2, (sum - value).isZero {
        found.insert(index)
        (sum, count) = (ExactDecimal(0), 0)
      } else {
        (sum, count) = (sum + value, count + 1)
      }
    }
    return found
  }
}

/// The words by which a row or a column says that it is a total or a mean.
package enum TotalWords {
  /// All of them.
  package static let all = sums.union(means).union(amounts)

  static let sums: Set<String> = [
    "total", "sum", "totals", "gesamt", "insgesamt", "summe", "totale", "grand total",
  ]
  static let means: Set<String> = ["mean", "average", "avg", "mittelwert"]
  static let subtotals: Set<String> = [
    "subtotal", "subtotals", "net", "gross", "zwischensumme", "teilsumme", "netto", "brutto",
  ]
  static let deductions: Set<String> = [
    "discount", "discounts", "rebate", "rebates", "refund", "refunds", "credit", "credits",
    "deduction", "deductions", "rabatt", "skonto", "abzug",
  ]
  static let amounts: Set<String> = [
    "total", "sum", "totals", "amount", "subtotal", "cost", "gesamt", "insgesamt", "summe",
    "betrag",
  ]
}
