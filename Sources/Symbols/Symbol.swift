import Numerics

/// An expression of symbols: `x`, `3 * x ** 2 + sin(x)`.
///
/// Expressions are kept in a normal form while they are built, as computer algebra systems do: sums
/// and products are flat, numbers are folded (exactly, while they are fractions), equal terms and
/// equal bases are collected, and parts stand in a fixed order. So equal expressions that only differ
/// by these rules are equal values; `expanded` and `simplified` go further.
///
/// An expression that grows beyond `sizeLimit` parts or `depthLimit` levels becomes `tooLarge`, which
/// swallows whatever it is combined with, as NaN does among numbers; callers ask `isTooLarge`.
///
/// A value with its parts behind a reference, because parts are shared by many expressions.
public struct Symbol: Hashable, Sendable {
  /// What an expression is.
  public indirect enum Kind: Hashable, Sendable {
    /// A number.
    case number(Coefficient)
    /// A name.
    case variable(String)
    /// Two terms or more, none of them a sum, at most one a number.
    case sum([Symbol])
    /// Two factors or more, none of them a product, at most one a number, which is the first.
    case product([Symbol])
    /// A base and an exponent.
    case power(Symbol, Symbol)
    /// An elementary function of an expression.
    case function(ElementaryFunction, Symbol)
    /// More than the limits allow.
    case tooLarge
  }

  /// The most parts: a page shows a hundred, a derivative of one that is shown may have thousands.
  public static let sizeLimit = 20_000
  /// The deepest nesting: the functions here are recursive, and no formula is nested so deeply.
  public static let depthLimit = 200

  private final class Storage: Sendable {
    let kind: Kind
    let size: Int
    let depth: Int
    let hash: Int

    init(_ kind: Kind, size: Int, depth: Int, hash: Int) {
      self.kind = kind
      self.size = size
      self.depth = depth
      self.hash = hash
    }
  }

  private let storage: Storage

  /// What the expression is.
  public var kind: Kind { storage.kind }
  /// The number of its parts.
  public var size: Int { storage.size }
  var depth: Int { storage.depth }

  /// The symbol called `name`.
  public init(_ name: String) { self.init(raw: .variable(name)) }

  /// A number as an expression.
  public init(_ number: Double) { self.init(raw: .number(Coefficient(number))) }

  /// A number as an expression.
  public init(_ number: Coefficient) { self.init(raw: .number(number)) }

  /// An expression of parts that are in normal form already.
  init(raw kind: Kind) {
    var size = 1
    var depth = 0
    for part in kind.parts {
      size = min(size + part.size, Self.sizeLimit + 1)
      depth = max(depth, part.depth)
      if case .tooLarge = part.kind { size = Self.sizeLimit + 1 }
    }
    var kind = kind
    if size > Self.sizeLimit || depth + 1 > Self.depthLimit {
      kind = .tooLarge
      size = 1
      depth = 0
    }
    var hasher = Hasher()
    hasher.combine(kind)
    storage = Storage(kind, size: size, depth: depth + 1, hash: hasher.finalize())
  }

  /// Whether it has outgrown the limits.
  public var isTooLarge: Bool { if case .tooLarge = kind { true } else { false } }

  /// The number that it is, if it is one.
  public var number: Coefficient? { if case .number(let number) = kind { number } else { nil } }

  /// The names of its symbols, in alphabetical order.
  public var variables: [String] {
    var names: Set<String> = []
    collect(into: &names)
    return names.sorted()
  }

  private func collect(into names: inout Set<String>) {
    if case .variable(let name) = kind { names.insert(name) }
    for part in kind.parts { part.collect(into: &names) }
  }

  /// Whether the symbol `name` occurs in it.
  func contains(_ name: String) -> Bool {
    if case .variable(name) = kind { return true }
    return kind.parts.contains { $0.contains(name) }
  }

  /// Whether both are the same expression in normal form.
  public static func == (left: Symbol, right: Symbol) -> Bool {
    if left.storage === right.storage { return true }
    guard left.storage.hash == right.storage.hash, left.size == right.size else { return false }
    return left.kind == right.kind
  }

  /// Feeds the stored hash of the expression.
  public func hash(into hasher: inout Hasher) { hasher.combine(storage.hash) }
}

extension Symbol.Kind {
  /// The expressions directly inside.
  var parts: [Symbol] {
    switch self {
    case .number, .variable, .tooLarge: []
    case .sum(let parts), .product(let parts): parts
    case .power(let base, let exponent): [base, exponent]
    case .function(_, let argument): [argument]
    }
  }
}

/// A function of one number that expressions may contain.
public enum ElementaryFunction: String, CaseIterable, Hashable, Sendable {
  case exp, log, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, abs, sigmoid

  /// The value at `x`.
  public func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .exp: Numerics.exp(x)
    case .log: Numerics.log(x)
    case .sin: Numerics.sin(x)
    case .cos: Numerics.cos(x)
    case .tan: Numerics.tan(x)
    case .asin: Numerics.asin(x)
    case .acos: Numerics.acos(x)
    case .atan: Numerics.atan(x)
    case .sinh: Numerics.sinh(x)
    case .cosh: Numerics.cosh(x)
    case .tanh: Numerics.tanh(x)
    case .abs: x.magnitude
    case .sigmoid: Numerics.sigmoid(x)
    }
  }
}
