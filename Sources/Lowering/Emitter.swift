import Diagnostics
import Script

/// Writes one chapter as Swift, from its typed tree.
///
/// Nothing is left to the Swift compiler's inference: every variable, parameter and closure has its
/// type, every conversion of the typed tree is written out, and an expression of many operators is
/// split into typed steps, because the compiler's search is exponential in them.
///
/// **Two modes.** Code in plain mode computes with `Double` and `Tensor`. A function that a derivative
/// reaches has a *twin* in traced mode, whose numbers and tensors know their place on the tape of the
/// gradient. A plain variable that a twin reads is lifted to a constant there. A function value that
/// must serve both is a `Dual`.
///
/// **Names.** No two variables that can see each other share a name, so shadowing never occurs.
///
/// A class, because the parts of a function are written in the order of need.
final class Emitter {
  enum Mode { case plain, traced }

  let program: TypedProgram
  let library: LibraryTable
  let file: SourceFile
  let wrappers: LibraryWrappers
  var mode = Mode.plain
  /// The mode in which each variable was declared in the code being written.
  var modes: [VariableID: Mode] = [:]
  var names: [VariableID: String] = [:]
  var functionNames: [FunctionID: String] = [:]
  /// The function whose body is being written.
  var current: FunctionID = 0
  /// Typed steps of the long expression being written; nil outside of one.
  var steps: [String]?
  var stepCount = 0
  var problems: [Diagnostic] = []
  /// Loops and blocks around the statement being written, with whether each is a loop.
  var enclosing: [(label: LabelID, isLoop: Bool)] = []
  let analysis: LoweringAnalysis
  /// The functions of the library in whose types the chapter's own types stand.
  var ownWrappers: [String] = []
  var ownWrapperNames: [String: String] = [:]

  init(
    _ program: TypedProgram, library: LibraryTable, file: SourceFile, wrappers: LibraryWrappers
  ) {
    self.program = program
    self.library = library
    self.file = file
    self.wrappers = wrappers
    analysis = LoweringAnalysis(program, library)
    nameEverything()
  }

  /// Reports something that has no Swift form; the chapter is then not written.
  func report(_ rule: String, _ message: String, at range: SourceRange, hints: [String] = []) {
    problems.append(Diagnostic(.error, "eject." + rule, at: range, message, hints: hints))
  }

  /// The name of the chapter's file, as places in messages of the Swift compiler have it.
  var fileName: String { file.path.split(separator: "/").last.map(String.init) ?? file.path }

  func variable(_ id: VariableID) -> TypedVariable { program.variables[id] }

  func function(_ id: FunctionID) -> TypedFunction { program.functions[id] }

  /// Runs `body` in another mode.
  func inMode<Result>(_ other: Mode, _ body: () -> Result) -> Result {
    let outer = mode
    mode = other
    defer { mode = outer }
    return body()
  }

  /// Runs `body` outside of the long expression that is being written, if one is.
  func apart<Result>(_ body: () -> Result) -> Result {
    let outer = steps
    steps = nil
    defer { steps = outer }
    return body()
  }

  // MARK: names

  private func nameEverything() {
    var taken: [FunctionID: Set<String>] = [:]
    let reserved = Self.reserved.union(wrappers.reservedNames)
    for id in program.structures.indices { typeName(program.structures[id].name) }
    // Outer functions come before inner ones, so that an inner name sees all outer ones.
    var globals: Set<String> = []
    for (id, variable) in program.variables.enumerated() where variable.isGlobal {
      names[id] = free(variable.name, globals.union(reserved))
      globals.insert(names[id] ?? "")
    }
    for id in program.functions.indices where analysis.isDeclared(id) {
      functionNames[id] = free(base(of: function(id).name), globals.union(reserved))
      globals.insert(functionNames[id] ?? "")
      globals.insert(tracedName(id))
    }
    for id in analysis.outermostFirst {
      var own = globals.union(reserved)
      var outer = analysis.parents[id]
      while let next = outer {
        own.formUnion(taken[next] ?? [])
        outer = analysis.parents[next]
      }
      var mine: Set<String> = []
      for local in function(id).locals {
        let name = free(variable(local).name, own.union(mine))
        names[local] = name
        mine.insert(name)
      }
      taken[id] = mine
    }
  }

  private func base(of name: String) -> String {
    name.split(separator: ".").joined(separator: "_")
      .split(separator: " ").enumerated().map { $0 == 0 ? String($1) : $1.capitalized }.joined()
  }

  /// `name` as a Swift identifier that is not among `taken`.
  private func free(_ name: String, _ taken: Set<String>) -> String {
    var base = name.hasPrefix("$") ? "item" + name.dropFirst() : name
    base = base.filter { $0.isLetter || $0.isNumber || $0 == "_" }
    if base.isEmpty || base.first?.isNumber == true || base == "_" { base = "item" + base }
    if !taken.contains(base) { return base }
    if !taken.contains(base + "_") { return base + "_" }
    var number = 2
    while taken.contains("\(base)\(number)") { number += 1 }
    return "\(base)\(number)"
  }

  func name(_ id: VariableID) -> String { names[id] ?? "item" }

  func functionName(_ id: FunctionID) -> String {
    mode == .traced && analysis.needsTwin(id) ? tracedName(id) : functionNames[id] ?? "function"
  }

  func tracedName(_ id: FunctionID) -> String {
    let name = functionNames[id] ?? "function"
    return "traced" + name.prefix(1).uppercased() + name.dropFirst()
  }

  @discardableResult
  func typeName(_ name: String) -> String {
    Self.reservedTypes.contains(name) ? name + "_" : name
  }

  static let reservedTypes: Set<String> = [
    "Tensor", "Vector", "Matrix", "TracedNumber", "TracedTensor", "ScriptValue", "NumberRange",
    "OrderedMap", "Dual", "Axis", "StructureKind", "EnumerationKind", "LibraryEntry",
    "LibraryObject", "LibraryType", "DerivativeKind", "EjectedChapter", "Counting", "Striding",
    "Double", "Bool", "String", "Array", "Optional", "Void", "Never", "Int", "Type", "Self",
  ]

  /// Swift's keywords, and the names of what every chapter may call.
  static let reserved: Set<String> = [
    "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer",
    "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for",
    "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "nil",
    "operator", "package", "precedencegroup", "private", "protocol", "public", "repeat", "rethrows",
    "return", "self", "Self", "static", "struct", "subscript", "super", "switch", "throw", "throws",
    "true", "try", "typealias", "var", "where", "while", "Any", "await", "async", "_",
    "show", "state", "print", "text", "stop", "each", "least", "greatest", "integer",
    "integralQuotient", "nearestInteger", "truncatedInteger", "precedes", "derivative", "gradient",
    "beginCell", "expectingError", "run", "joinedText", "Double",
  ]
}

extension StringProtocol {
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
