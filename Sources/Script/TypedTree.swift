package import Diagnostics

/// A chapter's code with every name, operator, call and conversion decided: what the compiler
/// to bytecode reads. Nothing in it is left to infer.
///
/// Variables, functions and types are referred to by their index in the tables here. A variable
/// belongs to one function (`TypedVariable.owner`); a function that uses another one's variable
/// lists it in `captures`, and so does every function that calls or names such a function (the
/// lists are closed under "calls"), so that at each call and each `functionValue` the current
/// function has all captures of the callee as its own local or as its own capture.
/// Variables of the chapter's top level are `isGlobal` and are never captured.
package struct TypedProgram: Sendable {
  /// All functions and closures, and the bodies of cells and expressions.
  package var functions: [TypedFunction] = []
  /// All variables.
  package var variables: [TypedVariable] = []
  /// The structures that the chapter declares.
  package var structures: [StructureDefinition] = []
  /// The enumerations that the chapter declares.
  package var enumerations: [EnumerationDefinition] = []
  /// The pieces, in the order in which they were given.
  package var pieces: [TypedPiece] = []
  /// The number of labels (`LabelID`) in use.
  package var labelCount = 0

  /// An empty program.
  package init() {}
}

/// An index into `TypedProgram.variables`.
package typealias VariableID = Int
/// An index into `TypedProgram.functions`.
package typealias FunctionID = Int
/// The number of a loop, `switch` or labelled block, by which `break` and `continue` name it.
package typealias LabelID = Int

/// One variable, parameter or temporary.
package struct TypedVariable: Sendable {
  /// The name as written; temporaries of the checker have a name that starts with `$`.
  package let name: String
  /// The type.
  package var type: ValueType
  /// The place of its declaration.
  package let range: SourceRange
  /// The function whose frame it lives in.
  package let owner: FunctionID
  /// Whether it stands at the top level of a cell (one instance, read and written absolutely).
  package let isGlobal: Bool
  /// Whether it was declared with `var`.
  package let isMutable: Bool
  /// Whether its value must be integral (annotated `Int`): conversions are explicit in the tree,
  /// but a *parameter* is tested when its function is entered.
  package var isInteger = false
  /// Whether a nested function or closure uses it (never for globals).
  package var isCaptured = false
  /// Whether anything assigns to it after its first value.
  package var isReassigned = false
  /// Whether it must live in a shared box: captured, and changed after its first value.
  package var needsBox: Bool { isCaptured && isReassigned }
  /// Whether anything reads it.
  package var isRead = false

  /// A variable that nothing has used yet.
  package init(
    name: String, type: ValueType, range: SourceRange, owner: FunctionID, isGlobal: Bool,
    isMutable: Bool
  ) {
    self.name = name
    self.type = type
    self.range = range
    self.owner = owner
    self.isGlobal = isGlobal
    self.isMutable = isMutable
  }
}

/// A function, method, closure, or the body of a cell or expression.
package struct TypedFunction: Sendable {
  /// The name for call stacks: `loss`, `Point.length`, `closure`, `cell`.
  package var name: String
  /// The place of its declaration.
  package var range: SourceRange
  /// The parameters, in order; a method's first one is `self`.
  package var parameters: [VariableID] = []
  /// The variables that live in its frame, parameters and temporaries included; not globals.
  package var locals: [VariableID] = []
  /// The variables of enclosing functions that it needs, in the order of `VariableID`.
  package var captures: [VariableID] = []
  /// The result's type.
  package var result: ValueType = .void
  /// Whether it changes `self`: the value of parameter 0 at return goes back to the caller's place.
  package var isMutating = false
  /// The statements; a one-expression closure is one `return`.
  package var body: [TypedStatement] = []
  /// Functions that it calls or names (without repetition), for reachability.
  package var callees: [FunctionID] = []
  /// Whether it was written as a closure; a function may be called `closure`, too.
  package let isClosure: Bool

  /// A function without a body.
  package init(name: String, range: SourceRange, isClosure: Bool = false) {
    self.name = name
    self.range = range
    self.isClosure = isClosure
  }
}

/// A structure: stored properties in order. Methods are ordinary functions in the tree.
package struct StructureDefinition: Sendable {
  /// The name of the type.
  package let name: String
  /// The place of its declaration.
  package let range: SourceRange
  /// The stored properties, in order.
  package var fields: [Field] = []

  /// A stored property.
  package struct Field: Sendable {
    /// The name.
    package let name: String
    /// The type.
    package let type: ValueType
    /// Whether it was declared with `var`.
    package let isMutable: Bool
    /// Whether it was annotated `Int`.
    package let isInteger: Bool
  }

  /// A structure without fields.
  package init(name: String, range: SourceRange) {
    self.name = name
    self.range = range
  }
}

/// An enumeration: case names in order; a value is its index.
package struct EnumerationDefinition: Sendable {
  /// The name of the type.
  package let name: String
  /// The place of its declaration.
  package let range: SourceRange
  /// The names of the cases.
  package var cases: [String] = []

  /// An enumeration without cases.
  package init(name: String, range: SourceRange) {
    self.name = name
    self.range = range
  }
}

/// What became of one piece of source.
package struct TypedPiece: Sendable {
  /// The identity that the caller gave.
  package let id: Int
  /// The function to run, without parameters: for a cell, `body` is its top-level statements; for
  /// an expression, one `return`. Nil for a given value, and when the piece has an error.
  package var function: FunctionID?
  /// The global of a given value.
  package var given: VariableID?
  /// All errors and notes, in the order of their places.
  package var diagnostics: [Diagnostic] = []
  /// The result comments of a cell, in order.
  package var comments: [ResultComment] = []
  /// Whether it has an error, so that it cannot run.
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// A piece that has not been checked.
  package init(id: Int) { self.id = id }
}

/// A comment that states what a statement gives.
package struct ResultComment: Sendable {
  /// What it states.
  package enum Kind: Sendable {
    /// `// => 0.6931`: the value of the statement.
    case value
    /// `// Prints "…"`: the text that the statement prints.
    case printed
    /// `// error: …`: a part of the message with which the cell stops.
    case error
  }
  /// What it states.
  package let kind: Kind
  /// The stated text: after `=>`, between the quotes of `Prints`, after `error:`; lines joined.
  package let stated: MappedText
  /// The place of the whole comment.
  package let range: SourceRange
  /// The index of the statement in the cell's body that it speaks about.
  package let statement: Int
}
