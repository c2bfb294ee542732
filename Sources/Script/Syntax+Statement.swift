import Diagnostics

/// What a statement says.
indirect enum StatementKind: Sendable {
  case variables([BindingSyntax], isMutable: Bool)
  case function(FunctionSyntax)
  case structure(StructureSyntax)
  case enumeration(EnumerationSyntax)
  case expression(ExpressionSyntax)
  /// `target = value`; with an operator, `target op= value`.
  case assign(ExpressionSyntax, NameSyntax?, ExpressionSyntax)
  case branch(IfSyntax)
  case guarded([ConditionSyntax], otherwise: BlockSyntax)
  case select(SwitchSyntax)
  case forEach(ForSyntax)
  case loop([ConditionSyntax], BlockSyntax)
  case repeating(BlockSyntax, ExpressionSyntax)
  case block(BlockSyntax)
  case breaking(NameSyntax?)
  case continuing(NameSyntax?)
  case returning(ExpressionSyntax?)
  /// `name: loop`.
  case labelled(NameSyntax, StatementSyntax)
  /// `name = type`.
  case alias(NameSyntax, TypeSyntax)
  /// What could not be read; reported already. A declaration's name is kept, so that its uses are
  /// not reported again.
  case invalid([String])
}

/// `{ … }`.
struct BlockSyntax: Sendable {
  let statements: [StatementSyntax]
  let range: SourceRange
}

/// `pattern: type = value`, or a computed property `name: type { … }`.
struct BindingSyntax: Sendable {
  let pattern: PatternSyntax
  let type: TypeSyntax?
  let value: ExpressionSyntax?
  var getter: BlockSyntax?
  let range: SourceRange
}

/// `func name(…) -> type { … }`, a method, an initializer or a computed property.
struct FunctionSyntax: Sendable {
  let name: NameSyntax
  let parameters: [ParameterSyntax]
  let result: TypeSyntax?
  let body: BlockSyntax
  var isMutating = false
  var isProperty = false
  /// The place of the head, from `func` to before `{`.
  let range: SourceRange
}

/// `struct name { … }`.
struct StructureSyntax: Sendable {
  let name: NameSyntax
  let fields: [(binding: BindingSyntax, isMutable: Bool)]
  let methods: [FunctionSyntax]
  /// The names of types inside it, which are refused.
  let nested: [NameSyntax]
  let range: SourceRange
}

/// `enum name { case … }`.
struct EnumerationSyntax: Sendable {
  let name: NameSyntax
  let cases: [NameSyntax]
  let methods: [FunctionSyntax]
  /// Whether its cases hold values or have raw ones, which was reported.
  let hasValues: Bool
  let range: SourceRange
}

/// One link of a condition list.
struct ConditionSyntax: Sendable {
  enum Kind: Sendable {
    case test(ExpressionSyntax)
    /// `let x = optional`, `let x`.
    case unwrap(NameSyntax, TypeSyntax?, ExpressionSyntax, isMutable: Bool)
    /// `case pattern = value`.
    case match(PatternSyntax, ExpressionSyntax)
  }
  let kind: Kind
  let range: SourceRange
}

/// `if … { } else if … { } else { }`: a flat list.
struct IfSyntax: Sendable {
  let arms: [(conditions: [ConditionSyntax], body: BlockSyntax)]
  let otherwise: BlockSyntax?
}

/// `switch subject { case … }`.
struct SwitchSyntax: Sendable {
  struct Case: Sendable {
    /// Alternatives, each with its `where`.
    let patterns: [(pattern: PatternSyntax, condition: ExpressionSyntax?)]
    let body: BlockSyntax
    let isDefault: Bool
    let range: SourceRange
  }
  let subject: ExpressionSyntax
  let cases: [Case]
}

/// `for pattern in sequence where condition { … }`.
struct ForSyntax: Sendable {
  let pattern: PatternSyntax
  /// Whether the pattern chooses among the elements: `for case let x? in …`.
  let isCase: Bool
  let type: TypeSyntax?
  let sequence: ExpressionSyntax
  let condition: ExpressionSyntax?
  let body: BlockSyntax
}
