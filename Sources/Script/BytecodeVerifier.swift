import Tensors

extension Bytecode {
  /// What is wrong with the bytecode, the first fault of each function; empty for all that the
  /// compiler makes.
  ///
  /// The machine trusts its instructions: registers are not tested when they are used. This is the
  /// test, once, before the first one runs: every register lies in its function's window or among its
  /// arguments, every constant, function, jump and table entry exists, and no function runs off its
  /// end. So a mistake in the compiler is a message and not a wild pointer.
  func faults(library: Int) -> [String] {
    functions.indices.compactMap { index in
      let function = functions[index]
      let size = BankCounts(
        number: function.window.number + function.outgoing.number,
        tensor: function.window.tensor + function.outgoing.tensor,
        value: function.window.value + function.outgoing.value)
      let check = InstructionCheck(program: self, function: function, size: size, library: library)
      return check.fault().map { "function \(index) \(function.name): \($0)" }
    }
  }
}

/// Tests the instructions of one function.
private struct InstructionCheck {
  let program: Bytecode
  let function: FunctionCode
  /// Registers of the window and for arguments.
  let size: BankCounts
  let library: Int

  func fault() -> String? {
    for bank in Bank.allCases {
      if size[bank] > Machine.largestWindow { return "too many registers" }
      if function.parameterCounts[bank] > function.window[bank] { return "parameters do not fit" }
      if function.isTopLevel, program.globals[bank] > function.window[bank] {
        return "globals do not fit"
      }
    }
    for (pc, instruction) in function.instructions.enumerated() {
      if let fault = fault(in: instruction, at: pc) {
        return "\(fault) in instruction \(pc), \(instruction.op)"
      }
    }
    switch function.instructions.last?.op {
    case .returnNothing, .returnNumber, .returnTensor, .returnValue, .unreachable, .jump: return nil
    default: return "the end is open"
    }
  }

  private func fault(in instruction: Instruction, at pc: Int) -> String? {
    let list = instruction.op.operands
    if list.isLongJump {
      let target = pc + 1 + instruction.longOffset
      if !function.instructions.indices.contains(target) { return "a jump outside" }
    }
    if instruction.op == .call { return faultOfCall(instruction) }
    if instruction.op == .multiplyElement, Int(instruction.x) >= size.number {
      return "factor d\(instruction.x) does not exist"
    }
    if instruction.op == .addToKeyOfElement,
      Int(instruction.x) + 1 >= function.numberConstants.count
    {
      return "constants \(instruction.x) and the next do not exist"
    }
    if instruction.op == .callClosure,
      let bank = FunctionCompiler.resultBank(instruction.x), Int(instruction.a) >= size[bank]
    {
      return "a result outside"
    }
    let operands = [(list.a, instruction.a), (list.b, instruction.b), (list.c, instruction.c)]
    for (operand, index) in list.isLongJump ? [operands[0]] : operands {
      if let operand, let fault = fault(of: operand, Int(index), instruction, pc) { return fault }
    }
    return nil
  }

  private func faultOfCall(_ instruction: Instruction) -> String? {
    guard program.functions.indices.contains(Int(instruction.b)) else { return "no such function" }
    let callee = program.functions[Int(instruction.b)]
    for bank in Bank.allCases where callee.parameterCounts[bank] > function.outgoing[bank] {
      return "arguments of \(callee.name) do not fit"
    }
    let bank = FunctionCompiler.resultBank(instruction.x)
    if bank != callee.result.bank { return "\(callee.name) gives something else" }
    if let bank, Int(instruction.a) >= size[bank] { return "a result outside" }
    return nil
  }

  private func fault(
    of operand: Operand, _ index: Int, _ instruction: Instruction, _ pc: Int
  ) -> String? {
    let fits =
      switch operand {
      case .register(let bank): index < size[bank]
      case .registers(let bank, let extent): index + count(extent, instruction) <= size[bank]
      case .constant(.number): index < function.numberConstants.count
      case .constant(.tensor): index < function.tensorConstants.count
      case .constant(.value): index < function.valueConstants.count
      case .divisor: index + 1 < function.numberConstants.count
      case .global(let bank): index < program.globals[bank]
      case .shortJump: function.instructions.indices.contains(pc + 1 + instruction.shortOffset)
      case .function: index < program.functions.count
      case .library: index < library
      case .intrinsic: index < Intrinsic.allCases.count
      case .aggregate: index < program.aggregates.count
      case .slice: index < program.slices.count && fits(program.slices[index])
      case .captures: index < program.captures.count && fits(program.captures[index])
      case .template: index < program.templates.count && fits(program.templates[index])
      case .derivative: index < program.derivatives.count
      case .enumeration: index < program.enumerations.count
      case .unary: index < Tensors.UnaryOperation.allCases.count
      case .capturesOfClosure, .number: true
      }
    return fits ? nil : "operand \(operand) \(index) does not exist"
  }

  private func count(_ extent: Operand.Extent, _ instruction: Instruction) -> Int {
    let c = Int(instruction.c)
    return switch extent {
    case .fixed(let count): count
    case .c: c
    case .twiceC: 2 * c
    case .x: Int(instruction.x)
    case .aggregate: c < program.aggregates.count ? program.aggregates[c].count : Int.max / 2
    case .derivative:
      c < program.derivatives.count ? program.derivatives[c].pointCount + 1 : Int.max / 2
    }
  }

  private func fits(_ slice: SliceShape) -> Bool {
    slice.axes.allSatisfy { axis in
      switch axis {
      case .all: true
      case .index(let register): register < size.number
      case .range(let lower, let upper, _):
        (lower ?? 0) <= max(0, size.number - 1) && (upper ?? 0) <= max(0, size.number - 1)
      case .rangeValue(let register): register < size.value
      }
    }
  }

  private func fits(_ template: TextTemplate) -> Bool {
    template.pieces.allSatisfy { piece in
      switch piece {
      case .text: true
      case .number(let register): register < size.number
      case .value(let register): register < size.value
      }
    }
  }

  private func fits(_ captures: CaptureList) -> Bool {
    captures.numbers.allSatisfy { $0 < size.number }
      && captures.tensors.allSatisfy { $0 < size.tensor }
      && captures.values.allSatisfy { $0 < size.value }
  }
}
