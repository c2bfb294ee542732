import Diagnostics

/// A node with its place and how deep the tree under it is.
struct Syntax<Kind: Sendable>: Sendable {
  let kind: Kind
  /// The place in the file.
  let range: SourceRange
  /// The longest way down to a leaf: kept below `Limits.depth`, so that later phases may recurse.
  let depth: Int

  init(_ kind: Kind, at range: SourceRange, depth: Int = 1) {
    self.kind = kind
    self.range = range
    self.depth = depth
  }
}

/// A name with its place.
struct NameSyntax: Sendable {
  let text: String
  let range: SourceRange
}

typealias ExpressionSyntax = Syntax<ExpressionKind>
typealias StatementSyntax = Syntax<StatementKind>
typealias TypeSyntax = Syntax<TypeKind>
typealias PatternSyntax = Syntax<PatternKind>

/// What an expression says, nothing decided yet.
indirect enum ExpressionKind: Sendable {
  case number(Double, isInteger: Bool)
  case text([TextSyntax])
  case boolean(Bool)
  case none
  case name(String)
  /// `$0`.
  case dollar(Int)
  /// `.name`, of the type that is expected.
  case implicitMember(NameSyntax)
  /// An operator that stands for its function: `reduce(0, +)`.
  case operatorName(String)
  case array([ExpressionSyntax])
  case dictionary([(key: ExpressionSyntax, value: ExpressionSyntax)])
  /// `(a, b)`; one element without label is kept as `parenthesised`.
  case tuple([ArgumentSyntax])
  case parenthesised(ExpressionSyntax)
  case prefix(NameSyntax, ExpressionSyntax)
  case binary(NameSyntax, ExpressionSyntax, ExpressionSyntax)
  case conditional(ExpressionSyntax, ExpressionSyntax, ExpressionSyntax)
  /// `a...b`, `a..<b`, `a...`, `..<b`, `...`.
  case range(ExpressionSyntax?, ExpressionSyntax?, isClosed: Bool)
  case unwrap(ExpressionSyntax)
  /// The `?` of `a?.b`; the whole chain is in a `chain`.
  case chainLink(ExpressionSyntax)
  case chain(ExpressionSyntax)
  case member(ExpressionSyntax, NameSyntax)
  case call(ExpressionSyntax, CallSyntax)
  case `subscript`(ExpressionSyntax, [ArgumentSyntax])
  case closure(ClosureSyntax)
  /// `if` and `switch` used as values.
  case statement(StatementSyntax)
  /// A type where a value is expected: `[String]()`, `Set<Int>()`.
  case type(TypeSyntax)
  /// What could not be read; reported already.
  case invalid
}

/// A part of a text literal.
enum TextSyntax: Sendable {
  case characters(String)
  /// A value with the arguments after it (its format).
  case value(ExpressionSyntax, [ArgumentSyntax])
}

/// One argument of a call, subscript or tuple.
struct ArgumentSyntax: Sendable {
  let label: NameSyntax?
  let value: ExpressionSyntax
}

/// What stands behind a callee.
struct CallSyntax: Sendable {
  var arguments: [ArgumentSyntax] = []
  /// How many of the last arguments are trailing closures.
  var trailing = 0
}

/// `{ a, b in … }`.
struct ClosureSyntax: Sendable {
  /// Nil if the head is left out (`$0`).
  let parameters: [ParameterSyntax]?
  let result: TypeSyntax?
  let body: [StatementSyntax]
  /// The largest `$n` in it, not counting closures inside; -1 if there is none.
  let lastDollar: Int
}

/// A parameter of a function or closure.
struct ParameterSyntax: Sendable {
  /// The label at the call; nil for `_`.
  let label: String?
  /// The name inside; `_` if it is not used.
  let name: NameSyntax
  let type: TypeSyntax?
  let defaultValue: ExpressionSyntax?
  let isVariadic: Bool
  /// A closure's `{ (i, x) in }` written as one tuple: the names that stand for its elements.
  var elements: [NameSyntax] = []
}

/// A type as written.
indirect enum TypeKind: Sendable {
  case name(String, [TypeSyntax])
  case list(TypeSyntax)
  case dictionary(TypeSyntax, TypeSyntax)
  case optional(TypeSyntax)
  case tuple([(label: String?, type: TypeSyntax)])
  case function([TypeSyntax], TypeSyntax)
  case invalid
}

/// A pattern of `let`, `for` and `case`.
indirect enum PatternKind: Sendable {
  case wildcard
  /// A name to bind.
  case name(String)
  case tuple([(label: String?, pattern: PatternSyntax)])
  /// A value to compare with; in `case` only.
  case value(ExpressionSyntax)
  /// `let x?`: what an optional wraps.
  case some(PatternSyntax)
  /// `.name(let x)`: what a case of an enumeration would hold.
  case held(NameSyntax, PatternSyntax)
}
