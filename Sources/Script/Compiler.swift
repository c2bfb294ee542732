import Diagnostics

/// Turns a typed tree into bytecode.
///
/// Functions are compiled on demand, from the bodies of the pieces on. A function that is called by
/// name and one that becomes a value have the same body but take their captures differently: the
/// first as further arguments, the second out of the closure, which is its last argument. So there
/// are two variants, each compiled if it is used. A closure written where a built-in function such
/// as `map` takes it is no function at all: its body stands in the loop.
///
/// A class, because the compilers of single functions add to its tables.
final class Compiler {
  /// A function, and how it takes its captures.
  struct Variant: Hashable {
    let function: FunctionID
    let isClosure: Bool
  }

  private(set) var program: TypedProgram
  let library: LibraryTable
  var bytecode = Bytecode()
  /// The registers of the chapter's top-level variables.
  private(set) var globals: [VariableID: Register] = [:]
  /// What cannot be compiled because it is too large for the machine.
  private(set) var problems: [Diagnostic] = []
  private var indices: [Variant: Int] = [:]
  private var pending: [(variant: Variant, index: Int)] = []
  /// The functions that stand for library functions and operators used as values.
  private var adapters: [String: FunctionID] = [:]
  let structures: [StructureType]

  init(_ program: TypedProgram, library: LibraryTable) {
    self.program = program
    self.library = library
    structures = program.structures.map {
      StructureType(name: $0.name, fields: $0.fields.map(\.name))
    }
    bytecode.mayNest = program.hasRecursiveStructures
    bytecode.enumerations = program.enumerations.map { definition in
      definition.cases.enumerated().map {
        EnumerationCase(type: definition.name, name: $1, index: $0)
      }
    }
    for (id, variable) in program.variables.enumerated() where variable.isGlobal {
      let bank = variable.type.bank ?? .value
      globals[id] = Register(bank, bytecode.globals[bank])
      bytecode.globals[bank] += 1
    }
  }

  /// Compiles the body of a piece; gives its place in the bytecode.
  func compile(piece function: FunctionID) -> Int {
    let index = index(of: Variant(function: function, isClosure: false))
    while let next = pending.popLast() {
      let compiler = FunctionCompiler(self, next.variant)
      let code = compiler.compile()
      bytecode.functions[next.index] = code
      if let problem = compiler.problem { problems.append(problem) }
    }
    return index
  }

  /// The place of a function in the bytecode.
  func index(of variant: Variant) -> Int {
    if let index = indices[variant] { return index }
    let index = bytecode.functions.count
    let function = program.functions[variant.function]
    bytecode.functions.append(FunctionCode(name: function.name, range: function.range))
    indices[variant] = index
    pending.append((variant, index))
    return index
  }

  /// A function of the given parameters that does what `body` makes of them.
  func adapter(
    named name: String, _ type: ValueType.FunctionType, at range: SourceRange,
    _ body: ([TypedExpression]) -> TypedExpression.Kind
  ) -> FunctionID {
    let key = "\(name) \(ValueType.function(type))"
    if let known = adapters[key] { return known }
    let id = program.functions.count
    var function = TypedFunction(name: name, range: range)
    var arguments: [TypedExpression] = []
    for (index, parameter) in type.parameters.enumerated() {
      let variable = TypedVariable(
        name: "$\(index)", type: parameter, range: range, owner: id, isGlobal: false,
        isMutable: false)
      function.parameters.append(program.variables.count)
      arguments.append(TypedExpression(.variable(program.variables.count), parameter, at: range))
      program.variables.append(variable)
    }
    function.result = type.result
    let value = TypedExpression(body(arguments), type.result, at: range)
    function.body = [TypedStatement(.returning(value), at: range)]
    program.functions.append(function)
    adapters[key] = id
    return id
  }

  /// Adds `item` to one of the bytecode's tables; gives its place.
  func add<Item>(_ item: Item, to table: WritableKeyPath<Bytecode, [Item]>) -> Int {
    bytecode[keyPath: table].append(item)
    return bytecode[keyPath: table].count - 1
  }
}

/// A register of a bank.
struct Register: Hashable {
  let bank: Bank
  let index: Int
  /// Whether nothing else names it, so that an operation may take what it holds.
  var isOwned = false

  init(_ bank: Bank, _ index: Int, isOwned: Bool = false) {
    self.bank = bank
    self.index = index
    self.isOwned = isOwned
  }
}

/// Where a variable lives.
enum VariablePlace {
  case register(Register)
  /// In a cell, which is in this value register.
  case cell(Int)
  /// At the bottom of the blocks, seen from a function.
  case global(Register)
}

extension ValueType {
  /// The bank that holds values of the type; nil for nothing at all.
  var bank: Bank? { slotKind.bank }

  /// What a register of the type holds.
  var slotKind: SlotKind {
    switch self {
    case .double: .number
    case .boolean: .boolean
    case .enumeration(let index, _): .enumeration(index)
    case .tensor: .tensor
    case .tuple(let elements) where elements.isEmpty: .none
    case .never: .none
    default: .value
    }
  }
}
