/// One entry of the library: a function, method, property, constant or operator, as data.
///
/// Help, the reference chapter, the checker and the machine all read the same entry. Overloads are
/// several entries of one name; the checker takes the first in the table that fits without a
/// conversion, else the first that fits.
///
/// A signature is written as in Swift: `(_ z: Vector, temperature: Double = 1) -> Vector`.
/// - A method's or property's first parameter is the receiver: `(_ self: Vector) -> Double`.
/// - A constant's signature is its type alone: `Double`.
/// - An initializer is a `function` whose name is the type's: `Fraction`. A static member has a
///   dotted name: `Matrix.identity`, `Double.pi` (as `.constant`); `.identity(3)` finds it where a
///   Matrix is expected.
/// - An operator is a `function` named by it: `+` with `(_ a: Fraction, _ b: Fraction) -> Fraction`.
/// - Types are the language's (`Double`, `Int` (must be integral), `Bool`, `String`, `Vector`,
///   `Matrix`, `Tensor` (any rank), `[T]`, `[K: V]`, `Set<T>`, `T?`, tuples with or without labels,
///   `Range`, `(T, U) -> V`, `Any`, `Void`), every other capitalised name of two letters or more (an
///   object of the library, with that `ScriptObject.typeName`), and type parameters:
///   `T U K V` stand for any type, the same one everywhere in the entry; `N` for a number or a tensor,
///   where several `N` join as broadcasting does (`(_ x: N, _ y: N) -> N`: Vector with Double is
///   Vector). A `scalar1` or `scalar2` body with `N` is applied to each element.
/// - `Sequence<T>` takes whatever `for` takes: Vector (T is Double), Matrix (T is Vector), `[T]`,
///   dictionaries, sets, ranges, strings. A result `[T]` is a Vector when T is Double.
/// - `T...` takes any number of arguments, as one list. A last parameter of function type may be
///   given as a trailing closure. Defaults are literals, constants (`.infinity`, `pi`) or `nil`.
package struct LibraryFunction: Sendable {
  /// What kind of thing the entry is.
  package enum Kind: Sendable {
    case function
    /// `x.name(…)`: the receiver is the first parameter.
    case method
    /// `x.name(…)` that changes the receiver, which must be a variable or a part of one.
    case mutatingMethod
    /// `x.name`.
    case property
    /// `name` alone.
    case constant
  }

  /// The name, as it is written before `(`.
  package let name: String
  /// What kind of thing it is.
  package let kind: Kind
  /// The parameters and the result, in Swift's notation.
  package let signature: String
  /// One sentence about what it gives.
  package let summary: String
  /// A line of code that shows it.
  package let example: String
  /// The text of the example's result.
  package let exampleResult: String
  /// Where the formula comes from.
  package let source: String
  /// How it is computed.
  package let body: Body
  /// How cotangents go back through it; nil where it has no derivative.
  package let pullback: Pullback?
  /// How it is computed on whole tensors, where that is quicker than one element after another.
  package var arrays: Arrays?
  /// What it computes, in operations that record themselves; nil where it has no second derivative.
  package var definition: Definition?
  /// The names of the parameters of which it takes gradients itself.
  package var differentiated: Set<String> = []
  /// Whether its calls are controls of the page.
  package internal(set) var isControl = false

  /// An entry.
  package init(
    _ name: String, _ signature: String, kind: Kind = .function, summary: String = "",
    example: String = "", exampleResult: String = "", source: String = "", body: Body,
    pullback: Pullback? = nil
  ) {
    self.name = name
    self.kind = kind
    self.signature = signature
    self.summary = summary
    self.example = example
    self.exampleResult = exampleResult
    self.source = source
    self.body = body
    self.pullback = pullback
  }
}

extension LibraryFunction {
  /// The entry with a line of code that shows it, and what it gives.
  func withExample(_ example: (code: String, result: String)?) -> LibraryFunction {
    guard let example else { return self }
    return LibraryFunction(
      name, signature, kind: kind, summary: summary, example: example.code,
      exampleResult: example.result, source: source, body: body, pullback: pullback)
  }
}

/// All that a chapter can use without declaring it. Each signature is read when it is first asked
/// for: a chapter calls a few of many hundred entries, and the reading would be most of its start.
package struct LibraryTable: Sendable {
  /// The entries; a typed tree refers to them by index.
  package let functions: [LibraryFunction]
  /// The signature of each entry; one that cannot be read has no parameters and an error result.
  package let signatures: Signatures
  /// The entries of each name, in the order of the table.
  private let indices: [String: [Int]]

  /// The table of the language's core (`LibraryTable.core`) followed by `functions`.
  package init(_ functions: [LibraryFunction], includingCore: Bool = true) {
    let all = includingCore ? Self.core + functions : functions
    var indices: [String: [Int]] = [:]
    indices.reserveCapacity(all.count)
    for (index, function) in all.enumerated() {
      indices[function.name, default: []].append(index)
    }
    self.functions = all
    signatures = Signatures(of: all)
    self.indices = indices
  }

  /// The names of the library's own types.
  package var typeNames: Set<String> { signatures.typeNames }

  /// What is wrong with the table itself: for a test that finds it empty.
  package var problems: [String] {
    functions.compactMap { function in
      Signature.read(function).problem.map { "\(function.name)\(function.signature): \($0)" }
    }
  }

  /// The indices of the entries called `name`, in the order of the table.
  package func entries(named name: String) -> [Int] { indices[name] ?? [] }

  /// All names, each once, in the order of the table.
  package var names: [String] {
    var seen: Set<String> = []
    return functions.map(\.name).filter { seen.insert($0).inserted }
  }
}
