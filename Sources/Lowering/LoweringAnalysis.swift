import Diagnostics
import Script

/// What has to be known of a program before any of it is written: where functions stand, which are
/// called by name, and what derivatives reach.
struct LoweringAnalysis {
  /// The function in whose text another one stands; nil for cells and expressions.
  private(set) var parents: [FunctionID: FunctionID] = [:]
  /// The functions, each after the one in which it stands.
  private(set) var outermostFirst: [FunctionID] = []
  /// Functions that are called directly, or named as values and declared with `func`.
  private var declared: Set<FunctionID> = []
  /// Functions that are written in traced mode, too.
  private(set) var twins: Set<FunctionID> = []
  /// Types of functions whose values must serve both modes.
  private(set) var dualTypes: Set<ValueType.FunctionType> = []

  private let program: TypedProgram
  private let library: LibraryTable

  init(_ program: TypedProgram, _ library: LibraryTable) {
    self.program = program
    self.library = library
    findParents()
    for id in program.functions.indices {
      visit(id) { expression in
        switch expression.kind {
        case .call(let callee, _), .callMutating(let callee, _, _): declared.insert(callee)
        case .functionValue(let callee):
          // What takes an unnamed value with it can only stand where that value is.
          let function = program.functions[callee]
          let isInner = function.captures.contains { program.variables[$0].name.hasPrefix("$") }
          if !function.isClosure, !isInner { declared.insert(callee) }
        default: break
        }
      }
    }
    findTwins()
  }

  func isDeclared(_ id: FunctionID) -> Bool { declared.contains(id) }

  /// Whether the function exists in traced mode: it is reached, and numbers go through it.
  func needsTwin(_ id: FunctionID) -> Bool { twins.contains(id) }

  /// Calls `body` with every expression of a function, those of closures in it left out.
  private func visit(_ id: FunctionID, _ body: (TypedExpression) -> Void) {
    func visit(_ expression: TypedExpression) {
      body(expression)
      for child in expression.children { visit(child) }
    }
    func visit(_ statement: TypedStatement) {
      for expression in statement.expressions { visit(expression) }
      for inner in statement.statements { visit(inner) }
    }
    for statement in program.functions[id].body { visit(statement) }
  }

  private func isDefault(_ id: FunctionID) -> Bool { program.functions[id].name == "default value" }

  /// Whether the head of function `id` holds `range`. The default of a parameter is computed where the
  /// function is called, so it stands beside the function and not in it.
  private func declares(_ id: FunctionID, _ range: SourceRange) -> Bool {
    let function = program.functions[id]
    return !function.isClosure && function.range.start <= range.start
      && range.end <= function.range.end
  }

  private mutating func findParents() {
    // The range of a function may be its head alone; its statements lie behind it.
    let ranges = program.functions.map { function in
      function.body.reduce(function.range) { $0.union($1.extent) }
    }
    func length(_ range: SourceRange) -> Int { range.end - range.start }
    // By identity: a chapter may call a function of its own `cell`.
    let pieces = Set(program.pieces.compactMap(\.function))
    for id in ranges.indices {
      let own = ranges[id]
      guard !pieces.contains(id) else { continue }
      let around = ranges.indices.filter {
        $0 != id && ranges[$0].start <= own.start && own.end <= ranges[$0].end
          && (length(ranges[$0]) > length(own) || pieces.contains($0))
          && !(isDefault(id) && declares($0, own) && !pieces.contains($0))
      }
      parents[id] = around.min { length(ranges[$0]) < length(ranges[$1]) }
    }
    func depth(_ id: FunctionID) -> Int {
      var depth = 0
      var next = parents[id]
      while let outer = next {
        depth += 1
        next = parents[outer]
      }
      return depth
    }
    outermostFirst = ranges.indices.sorted { (depth($0), $0) < (depth($1), $1) }
  }

  private mutating func findTwins() {
    var roots: Set<FunctionID> = []
    for id in program.functions.indices {
      visit(id) { expression in
        if case .callLibrary(let index, let arguments) = expression.kind {
          for function in library.differentiated(index, arguments) {
            if case .functionValue(let id) = function.kind {
              roots.insert(id)
            } else if case .function(let type) = function.type {
              dualTypes.insert(type)
            }
          }
        }
        guard case .differentiate(let derivative) = expression.kind else { return }
        if case .functionValue(let function) = derivative.function.kind {
          roots.insert(function)
        } else if case .function(let type) = derivative.function.type {
          dualTypes.insert(type)
        }
      }
    }
    while true {
      let before = (twins.count, dualTypes.count)
      var waiting = Array(roots)
      while let next = waiting.popLast() {
        guard twins.insert(next).inserted else { continue }
        waiting += program.functions[next].callees
      }
      for id in twins {
        visit(id) { expression in
          guard case .variable(let variable) = expression.kind,
            !twins.contains(program.variables[variable].owner)
              || program.variables[variable].isGlobal
          else { return }
          dualTypes.formUnion(program.variables[variable].type.functionTypes(program))
        }
      }
      for id in program.functions.indices {
        visit(id) { expression in
          if case .functionValue(let function) = expression.kind,
            case .function(let type) = expression.type, dualTypes.contains(type)
          {
            roots.insert(function)
          }
        }
      }
      if before == (twins.count, dualTypes.count), roots.isSubset(of: twins) { break }
    }
  }
}

extension LibraryTable {
  /// The arguments of a call of which the library takes gradients itself.
  func differentiated(_ index: Int, _ arguments: [TypedExpression]) -> [TypedExpression] {
    let names = functions[index].differentiated
    if names.isEmpty { return [] }
    return zip(signatures[index].parameters, arguments).filter { names.contains($0.0.name) }
      .map(\.1)
  }
}

extension ValueType {
  /// The function types, through which numbers go, in the type.
  func functionTypes(_ program: TypedProgram) -> Set<FunctionType> {
    var seen: Set<Int> = []
    return functionTypes(program, &seen)
  }

  /// A structure that was seen on the way adds nothing: it may hold a list of itself.
  private func functionTypes(
    _ program: TypedProgram, _ seen: inout Set<Int>
  ) -> Set<FunctionType> {
    switch self {
    case .function(let type): return holdsNumbers(program) ? [type] : []
    case .array(let element), .optional(let element): return element.functionTypes(program, &seen)
    case .dictionary(_, let value): return value.functionTypes(program, &seen)
    case .tuple(let elements):
      return elements.reduce(into: []) { $0.formUnion($1.type.functionTypes(program, &seen)) }
    case .structure(let index, _):
      guard seen.insert(index).inserted else { return [] }
      return program.structures[index].fields.reduce(into: []) {
        $0.formUnion($1.type.functionTypes(program, &seen))
      }
    default: return []
    }
  }

  /// Whether numbers that can stand on a tape are in values of the type.
  func holdsNumbers(_ program: TypedProgram) -> Bool {
    var seen: Set<Int> = []
    return holdsNumbers(program, &seen)
  }

  private func holdsNumbers(_ program: TypedProgram, _ seen: inout Set<Int>) -> Bool {
    switch self {
    case .double, .tensor: return true
    case .array(let element), .optional(let element): return element.holdsNumbers(program, &seen)
    case .dictionary(_, let value): return value.holdsNumbers(program, &seen)
    case .tuple(let elements): return elements.contains { $0.type.holdsNumbers(program, &seen) }
    case .function(let type):
      return type.result.holdsNumbers(program, &seen)
        || type.parameters.contains { $0.holdsNumbers(program, &seen) }
    case .structure(let index, _):
      guard seen.insert(index).inserted else { return false }
      return program.structures[index].fields.contains { $0.type.holdsNumbers(program, &seen) }
    default: return false
    }
  }

  /// Whether a structure or an enumeration of the chapter stands in the type.
  var namesOwnType: Bool {
    switch self {
    case .structure, .enumeration: true
    case .array(let element), .optional(let element), .set(let element): element.namesOwnType
    case .dictionary(let key, let value): key.namesOwnType || value.namesOwnType
    case .tuple(let elements): elements.contains { $0.type.namesOwnType }
    case .function(let type):
      type.result.namesOwnType || type.parameters.contains(where: \.namesOwnType)
    default: false
    }
  }
}
