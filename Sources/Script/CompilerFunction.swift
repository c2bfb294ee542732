import Diagnostics
import Tensors

/// Compiles one function.
///
/// Registers are given out like a stack: a block's variables and an expression's temporaries above
/// them. The registers for arguments of callees lie behind the window, whose size is known at the
/// end; until then they are numbered from `outgoingBase` on.
///
/// A class, because its many parts share the code being written.
final class FunctionCompiler {
  let compiler: Compiler
  let variant: Compiler.Variant
  var code: FunctionCode
  /// The first number that stands for a register for arguments.
  static let outgoingBase = 0x8000

  var places: [VariableID: VariablePlace] = [:]
  private var used = BankCounts()
  private var window = BankCounts()
  private(set) var outgoing = BankCounts()
  /// Where `break` and `continue` go, by label.
  var exits: [LabelID: Exit] = [:]
  /// How to leave the function, or the closure whose body stands in a loop.
  var leaving: Leaving = .function
  /// The function whose body is being compiled: the variant's, or that of a closure in a loop.
  var current: FunctionID
  /// The variable whose register may be taken at its one use, because it is assigned right after.
  var takeable: VariableID?
  /// The index of the statement of the body that is being compiled.
  private(set) var statementIndex = 0
  /// The place that new instructions get.
  var range: SourceRange
  private(set) var problem: Diagnostic?

  /// The jumps that leave or repeat a loop, to be aimed when it is complete.
  struct Exit {
    var breaks: [Int] = []
    var continues: [Int] = []
  }

  /// What `return` does.
  enum Leaving {
    case function
    /// Puts the result into a register and jumps behind the closure's body.
    case inlined(Register?)
  }
  var inlinedReturns: [Int] = []

  init(_ compiler: Compiler, _ variant: Compiler.Variant) {
    self.compiler = compiler
    self.variant = variant
    current = variant.function
    let function = compiler.program.functions[variant.function]
    range = function.range
    code = FunctionCode(name: function.name, range: function.range)
  }

  var function: TypedFunction { compiler.program.functions[variant.function] }

  func variable(_ id: VariableID) -> TypedVariable { compiler.program.variables[id] }

  // MARK: the whole function

  func compile() -> FunctionCode {
    let function = function
    code.isTopLevel = compiler.program.pieces.contains { $0.function == variant.function }
    if code.isTopLevel {
      used = compiler.bytecode.globals
      window = used
    }
    code.result = function.result.slotKind
    code.keepsParameters = function.isMutating
    for parameter in function.parameters { takeParameter(parameter) }
    if variant.isClosure {
      takeCapturesOfClosure(function)
    } else {
      for capture in function.captures {
        if variable(capture).needsBox {
          code.parameters.append(.value)
          places[capture] = .cell(allocate(.value).index)
        } else {
          let kind = variable(capture).type.slotKind
          code.parameters.append(kind)
          if let bank = kind.bank { places[capture] = .register(allocate(bank)) }
        }
      }
    }
    for parameter in function.parameters { prepareParameter(parameter) }
    for (index, statement) in function.body.enumerated() {
      statementIndex = index
      if code.isTopLevel, case .returning = statement.kind {
      } else if code.isTopLevel {
        emit(.statement, index)
      }
      self.statement(statement)
    }
    if function.result.slotKind == .none {
      leave(nil)
    } else {
      emit(.unreachable)
    }
    finish()
    return code
  }

  private func takeParameter(_ id: VariableID) {
    let kind = variable(id).type.slotKind
    code.parameters.append(kind)
    if let bank = kind.bank { places[id] = .register(allocate(bank)) }
  }

  /// Tests a parameter, and moves it into a cell if a closure changes it.
  func prepareParameter(_ id: VariableID) {
    guard case .register(let register) = places[id] else { return }
    range = variable(id).range
    if variable(id).isInteger { emit(.testIntegral, register.index) }
    guard variable(id).needsBox else { return }
    let cell = allocate(.value)
    emit(.newCell, cell.index)
    setCell(cell.index, register)
    places[id] = .cell(cell.index)
  }

  private func takeCapturesOfClosure(_ function: TypedFunction) {
    code.parameters.append(.value)
    code.takesClosure = true
    let closure = allocate(.value)
    var counts = BankCounts()
    for capture in function.captures {
      let isCell = variable(capture).needsBox
      guard let bank = isCell ? .value : variable(capture).type.bank else { continue }
      let register = allocate(bank)
      switch bank {
      case .number: emit(.captureNumber, register.index, closure.index, counts.number)
      case .tensor: emit(.captureTensor, register.index, closure.index, counts.tensor)
      case .value: emit(.captureValue, register.index, closure.index, counts.value)
      }
      counts[bank] += 1
      places[capture] = isCell ? .cell(register.index) : .register(register)
    }
  }

  private func finish() {
    code.window = window
    code.outgoing = outgoing
    var fits = Bank.allCases.allSatisfy {
      window[$0] + outgoing[$0] < Machine.largestWindow && window[$0] < Self.outgoingBase
    }
    fits = fits && code.instructions.count < 1 << 28
    if !fits { report("the function needs more variables and temporaries than the machine has") }
    for index in code.instructions.indices { place(&code.instructions[index]) }
  }

  /// Gives the registers for arguments their final numbers.
  private func place(_ instruction: inout Instruction) {
    let list = instruction.op.operands
    func moved(_ operand: Operand?, _ index: UInt16) -> UInt16 {
      let bank: Bank
      switch operand {
      case .register(let own): bank = own
      case .registers(let own, _): bank = own
      default: return index
      }
      guard Int(index) >= Self.outgoingBase else { return index }
      return UInt16(truncatingIfNeeded: Int(index) - Self.outgoingBase + window[bank])
    }
    var operandA = list.a
    if instruction.op == .call || instruction.op == .callClosure {
      operandA = Self.resultBank(instruction.x).map { .register($0) }
    }
    instruction.a = moved(operandA, instruction.a)
    if !list.isLongJump {
      instruction.b = moved(list.b, instruction.b)
      instruction.c = moved(list.c, instruction.c)
    }
  }

  /// The bank of a call's result, which stands in the field x.
  static func resultBank(_ x: UInt8) -> Bank? {
    switch x {
    case 1: .number
    case 2: .tensor
    case 3: .value
    default: nil
    }
  }

  static func resultCode(_ bank: Bank?) -> Int {
    switch bank {
    case .number: 1
    case .tensor: 2
    case .value: 3
    case nil: 0
    }
  }

  func report(_ message: String) {
    problem =
      problem
      ?? Diagnostic(
        .error, "limit.code", at: code.range, message, hints: ["divide it into several functions"])
  }

  // MARK: registers

  func allocate(_ bank: Bank) -> Register {
    let register = Register(bank, used[bank], isOwned: true)
    used[bank] += 1
    window[bank] = max(window[bank], used[bank])
    return register
  }

  /// `count` registers side by side.
  func allocate(_ bank: Bank, count: Int) -> Int {
    let first = used[bank]
    used[bank] += count
    window[bank] = max(window[bank], used[bank])
    return first
  }

  /// Runs `body` and gives its registers back.
  @discardableResult
  func scoped<Result>(_ body: () -> Result) -> Result {
    let before = used
    defer { used = before }
    return body()
  }

  /// The register for argument number `index` of a bank.
  func outgoing(_ bank: Bank, _ index: Int) -> Register {
    outgoing[bank] = max(outgoing[bank], index + 1)
    return Register(bank, Self.outgoingBase + index)
  }

  // MARK: instructions

  @discardableResult
  func emit(_ op: Opcode, x: Int = 0, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) -> Int {
    if max(a, max(b, c)) > Int(UInt16.max) || x > Int(UInt8.max) {
      report("the function has more constants or operands than the machine can name")
    }
    code.instructions.append(Instruction(op, x: x, a, b, c))
    code.places.append(range)
    return code.instructions.count - 1
  }

  /// The place of the next instruction.
  var here: Int { code.instructions.count }

  /// Aims the jump at `index` at `target`.
  func aim(_ index: Int, at target: Int) {
    let distance = target - index - 1
    if code.instructions[index].op.operands.isLongJump {
      code.instructions[index].longOffset = distance
    } else {
      if distance != Int(Int16(truncatingIfNeeded: distance)) {
        report("a loop or branch is too long")
      }
      code.instructions[index].shortOffset = distance
    }
  }

  func aim(_ indices: [Int], at target: Int) {
    for index in indices { aim(index, at: target) }
  }

  func constant(_ number: Double) -> Int {
    // Bit patterns, because -0 is not 0 and NaN is not itself.
    if let index = numberIndices[number.bitPattern] { return index }
    code.numberConstants.append(number)
    numberIndices[number.bitPattern] = code.numberConstants.count - 1
    return code.numberConstants.count - 1
  }
  private var numberIndices: [UInt64: Int] = [:]

  /// The place of `number` with its reciprocal behind it; nil if it is no divisor for products.
  func divisor(_ number: Double) -> Int? {
    Remainder.reciprocal(of: number).map { constants(number, $0) }
  }

  /// The place of `first` with `second` behind it.
  func constants(_ first: Double, _ second: Double) -> Int {
    let key = [first.bitPattern, second.bitPattern]
    if let index = pairIndices[key] { return index }
    code.numberConstants += [first, second]
    pairIndices[key] = code.numberConstants.count - 2
    return code.numberConstants.count - 2
  }
  private var pairIndices: [[UInt64]: Int] = [:]

  func constant(_ tensor: Tensor) -> Int {
    code.tensorConstants.append(tensor)
    return code.tensorConstants.count - 1
  }

  func constant(_ value: Value) -> Int {
    if case .string(let text) = value {
      // By their bytes: texts that are equal may be written differently.
      let bytes = Array(text.utf8)
      if let index = textIndices[bytes] { return index }
      textIndices[bytes] = code.valueConstants.count
    }
    code.valueConstants.append(value)
    return code.valueConstants.count - 1
  }
  private var textIndices: [[UInt8]: Int] = [:]

  // MARK: moves

  /// Copies a register, or takes what it holds if nothing else names it.
  func move(_ source: Register, to target: Register) {
    guard source.index != target.index || source.bank != target.bank else { return }
    switch source.bank {
    case .number: emit(.move, target.index, source.index)
    case .tensor: emit(source.isOwned ? .takeTensor : .moveTensor, target.index, source.index)
    case .value: emit(source.isOwned ? .takeValue : .moveValue, target.index, source.index)
    }
  }

  func setCell(_ cell: Int, _ source: Register) {
    switch source.bank {
    case .number: emit(.setCellNumber, source.index, cell)
    case .tensor: emit(.setCellTensor, source.index, cell)
    case .value: emit(.setCellValue, source.index, cell)
    }
  }

  /// A register that holds what `source` holds and that nothing else names.
  func owned(_ source: Register) -> Register {
    if source.isOwned { return source }
    let copy = allocate(source.bank)
    move(source, to: copy)
    return copy
  }

  /// The value of a register in a value register, as a value of `type`.
  func box(_ source: Register?, _ type: ValueType, into target: Register? = nil) -> Register {
    guard let source else {
      let result = target ?? allocate(.value)
      emit(.loadValue, result.index, constant(.void))
      return result
    }
    if source.bank == .value {
      guard let target else { return source }
      move(source, to: target)
      return target
    }
    let result = target ?? allocate(.value)
    switch type.slotKind {
    case .tensor: emit(.boxTensor, x: source.isOwned ? 1 : 0, result.index, source.index)
    case .boolean: emit(.boxBoolean, result.index, source.index)
    case .enumeration(let index): emit(.boxEnumeration, result.index, source.index, index)
    default:
      emit(
        source.bank == .tensor ? .boxTensor : .boxNumber, result.index, source.index)
    }
    return result
  }

  /// What a value register holds, in the bank of `type`.
  func unbox(_ source: Register, _ type: ValueType, into target: Register? = nil) -> Register {
    switch type.bank {
    case .number:
      let result = target ?? allocate(.number)
      emit(.unboxNumber, result.index, source.index)
      return result
    case .tensor:
      let result = target ?? allocate(.tensor)
      emit(.unboxTensor, x: source.isOwned ? 1 : 0, result.index, source.index)
      return result
    default:
      guard let target else { return source }
      move(source, to: target)
      return target
    }
  }
}
