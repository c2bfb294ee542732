import Claims
package import Diagnostics

/// What stands behind one stated number.
package struct Account: Sendable {
  /// The kinds of account, in the order in which a number that fits several gets one.
  package enum Kind: Hashable, Sendable {
    /// Bound to an expression of the chapter.
    case bound
    /// The stated value of a result comment in a cell.
    case result
    /// A part of arithmetic in plain sight.
    case arithmetic
    /// Prose defines it.
    case given
    /// It has a source.
    case cited(String)
    /// It is excused, with a reason.
    case waived(String)
    /// It is part of a formula, a shape or a name; by the named rule.
    case notation(String)
    /// It is a date, a version, a figure number; by the named rule.
    case structural(String)
    /// Nothing stands behind it.
    case unverified
  }

  /// The bytes of the number.
  package let range: SourceRange
  /// The number as written.
  package let literal: String
  /// What stands behind it.
  package let kind: Kind
  /// The expression or rule, for a listing.
  package let detail: String
}

extension Account.Kind {
  /// The word for a listing.
  package var name: String {
    switch self {
    case .bound: "bound"
    case .result: "result"
    case .arithmetic: "arithmetic"
    case .given: "given"
    case .cited: "cited"
    case .waived: "waived"
    case .notation: "notation"
    case .structural: "structural"
    case .unverified: "unverified"
    }
  }
}

/// Marks on stretches of a file that say what stands behind the numbers in them.
struct AccountMarks {
  private var marks: [(range: SourceRange, kind: Account.Kind, detail: String)] = []
  private var isSorted = true

  /// Says that `kind` stands behind the numbers in `range`.
  mutating func mark(_ range: SourceRange, _ kind: Account.Kind, _ detail: String = "") {
    marks.append((range, kind, detail))
    isSorted = false
  }

  /// The accounts of `numbers`, in order of place.
  mutating func accounts(of numbers: [StatedNumber]) -> [Account] {
    marks.sort { $0.range.start < $1.range.start }
    var accounts: [Account] = []
    var first = 0
    for number in numbers.sorted(by: { $0.numeral.range.start < $1.numeral.range.start }) {
      let range = number.numeral.range
      while first < marks.count, marks[first].range.end <= range.start { first += 1 }
      let mark = marks[first...].prefix { $0.range.start < range.end }
        .filter { $0.range.end > range.start }
        .min { Self.rank($0.kind) < Self.rank($1.kind) }
      let kind = mark?.kind ?? Self.kind(of: number.type)
      accounts.append(
        Account(
          range: range, literal: number.numeral.literal, kind: kind,
          detail: mark?.detail ?? Self.detail(of: kind)))
    }
    return accounts
  }

  private static func kind(of type: StatedNumber.Class) -> Account.Kind {
    switch type {
    case .structural(let rule): .structural(rule)
    case .notation(let rule): .notation(rule)
    case .open: .unverified
    }
  }

  private static func detail(of kind: Account.Kind) -> String {
    switch kind {
    case .structural(let rule), .notation(let rule): rule
    default: ""
    }
  }

  private static func rank(_ kind: Account.Kind) -> Int {
    switch kind {
    case .bound: 0
    case .result: 1
    case .given: 2
    case .cited: 3
    case .waived: 4
    case .arithmetic: 5
    case .notation: 6
    case .structural: 7
    case .unverified: 8
    }
  }
}
