package import Diagnostics

extension TypedProgram {
  /// Checks all pieces of a chapter: given values and cells in order, then the expressions, which
  /// see the finished chapter. All diagnostics are in the pieces; a piece with an error has no
  /// function.
  ///
  /// With `allowsRedeclaring`, a cell may give a name of an earlier cell a new meaning, as a
  /// conversation needs it; in a chapter that is an error.
  package init(
    checking pieces: [SourcePiece], library: LibraryTable, limits: Limits = Limits(),
    allowsRedeclaring: Bool = false
  ) {
    var checker = Checker(library: library, limits: limits)
    checker.allowsRedeclaring = allowsRedeclaring
    checker.check(pieces)
    self = checker.program
  }
}

/// Decides every name, type, operator, call and conversion of a chapter.
///
/// One pass over the syntax, in the order of the text, gives the typed tree. Types flow outward
/// from the values, and inward only as an expectation: an annotation, a parameter's type. What
/// cannot be known in one pass (captures, changes to a variable after its use) is collected on
/// the way and settled at the end, in `Checker+Captures.swift`.
///
/// A mistake is reported once; its value has the type `error`, which fits everywhere.
struct Checker {
  /// What a name stands for.
  enum Binding {
    case variable(VariableID)
    /// User functions of one name, indices into `declarations`.
    case functions([Int])
    case type(ValueType, isInteger: Bool)
    /// A declaration that could not be read.
    case broken
  }

  /// The names of one block.
  struct Scope {
    var names: [String: Binding] = [:]
    /// The places where names were declared, for messages.
    var places: [String: SourceRange] = [:]
    let function: FunctionID
    /// The declaration of the method whose body this is, so that members need no `self.`.
    var method: Int?
    /// Whether names here are global.
    var isGlobal = false
  }

  let library: LibraryTable
  let limits: Limits
  /// Whether a cell may give a name of an earlier cell a new meaning.
  var allowsRedeclaring = false
  var program = TypedProgram()
  var scopes: [Scope] = []
  var contexts: [FunctionContext] = []
  /// Signatures of the chapter's functions, methods, initializers.
  var declarations: [FunctionDeclaration] = []
  /// Members of the chapter's structures and enumerations by type and name.
  var members: [ValueType: [String: [Int]]] = [:]
  /// The defaults of structure fields.
  var fieldDefaults: [ValueType: [DefaultValue?]] = [:]
  /// What is known of the chapter's functions beyond the tree, by `FunctionID`.
  var facts: [FunctionFacts] = []
  var flow = Flow()
  /// Optional chains that are being read, the links of each.
  var chains: [[(variable: VariableID, base: TypedExpression)]] = []
  /// The diagnostics of the current piece.
  var diagnostics: [Diagnostic] = []
  /// The index of the current piece.
  var piece = 0
  /// The variables of `for` loops, for messages.
  var loopVariables: Set<VariableID> = []
  /// Constants that a whole literal gives their value, for notes.
  var wholeConstants: [VariableID: Double] = [:]
  /// What the numbers of the chapter would be in Swift, where that is known.
  var swiftNumbers: [VariableID: SwiftNumber] = [:]
  /// How many readings on trial there were, to bound them, and how many are inside each other now.
  var trials = (count: 0, depth: 0)
  /// The types and functions that `predeclare` has made, by the place of their names.
  var declaredTypes: [SourceRange: ValueType] = [:]
  /// Enumerations whose cases would hold values: what is asked of those is not reported again.
  var refusedTypes: Set<ValueType> = []
  var declaredFunctions: [SourceRange: Int] = [:]
  /// Defaults that a function computes, by the place of the expression.
  var pendingDefaults: [SourceRange: FunctionID] = [:]
  /// Calls of functions, to be compared with the order of declarations at the end.
  var earlyCalls: [EarlyCall] = []
  /// The value of `order` at each variable's declaration, by `VariableID`.
  var declarationOrder: [Int] = []
  /// Names that nothing had where they were used: they may be declared further down.
  var unknownUses: [(piece: Int, name: String, range: SourceRange)] = []
  /// Counts declarations and calls, for the order between them.
  var order = 0

  init(library: LibraryTable, limits: Limits) {
    self.library = library
    self.limits = limits
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// A value that stands for one that was reported.
  func invalid(at range: SourceRange) -> TypedExpression {
    TypedExpression(.number(0), .error, at: range)
  }

  mutating func newLabel() -> LabelID {
    program.labelCount += 1
    return program.labelCount - 1
  }
}

/// What a function body is being read for.
struct FunctionContext {
  let function: FunctionID
  /// The type that `return` must have; nil while a closure's is not known yet.
  var result: ValueType?
  var resultIsInteger = false
  /// Whether it is the body of a cell.
  var isCell = false
  /// Whether it is a closure.
  var isClosure = false
  /// In an initializer: the variables that stand for the fields of `self`.
  var initializer: (type: ValueType, fields: [VariableID])?
  /// Loops, switches and labelled blocks around the current statement.
  var targets: [JumpTarget] = []
  /// The types of the closure's `$0`, `$1` …
  var dollars: [VariableID] = []
}

/// A loop, `switch` or block that `break` can leave.
struct JumpTarget {
  let label: LabelID
  let name: String?
  let isLoop: Bool
  /// Whether `break` without a label may leave it.
  let isDefault: Bool
  var hasBreak = false
  /// What may be without a value where `break` leaves.
  var uninitialisedAtBreaks: Set<VariableID> = []
}

/// Which variables may have no value, and whether the place can be reached at all.
struct Flow {
  var uninitialised: Set<VariableID> = []
  var isUnreachable = false
}

/// What the end of the check needs to know of a function.
struct FunctionFacts {
  /// Variables of other functions that its own code names.
  var captured: Set<VariableID> = []
  /// Globals that its own code reads and assigns.
  var globalReads: Set<VariableID> = []
  var globalWrites: Set<VariableID> = []
  /// Functions that it calls or names.
  var callees: Set<FunctionID> = []
  /// Whether the function was declared by `func` (else it is a closure or a cell).
  var declaredAt: Int?
}

/// A call or other use of a function of the chapter.
struct EarlyCall {
  let function: FunctionID
  let order: Int
  /// The functions whose code runs when the call does: the one it stands in, and if that is a
  /// closure, the ones around it.
  let frames: [FunctionID]
  /// Whether the code of a cell runs when the call does.
  let isInCell: Bool
  let range: SourceRange
  let piece: Int
}

/// A default value: a literal, or a function without parameters that computes it.
enum DefaultValue {
  case literal(TypedExpression)
  case computed(FunctionID, ValueType)
}

/// The signature of a function, method, property or initializer of the chapter.
struct FunctionDeclaration {
  struct Parameter {
    let label: String?
    let name: NameSyntax
    let type: ValueType
    let isInteger: Bool
    let isVariadic: Bool
    var defaultValue: DefaultValue?
    let hasDefault: Bool
  }
  let name: String
  let range: SourceRange
  let function: FunctionID
  var parameters: [Parameter]
  let result: ValueType
  let resultIsInteger: Bool
  /// The type that it is a member of.
  let owner: ValueType?
  var isMutating = false
  var isProperty = false
  var isInitializer = false
}
