import Diagnostics
import Tensors

@testable import Script

/// Puts functions together by hand, for tests of the machine alone.
struct Assembly {
  var program = Bytecode()

  /// Adds a function; gives its index.
  @discardableResult
  mutating func function(
    _ name: String, _ parameters: [SlotKind] = [], gives result: SlotKind = .none,
    window: BankCounts = BankCounts(number: 8, tensor: 4, value: 4),
    outgoing: BankCounts = BankCounts(number: 4, tensor: 2, value: 2),
    numbers: [Double] = [], tensors: [Tensor] = [], values: [Value] = [],
    _ instructions: [Instruction]
  ) -> Int {
    var code = FunctionCode(name: name, range: .at(0))
    code.parameters = parameters
    code.result = result
    code.window = window
    code.outgoing = outgoing
    code.numberConstants = numbers
    code.tensorConstants = tensors
    code.valueConstants = values
    code.instructions = instructions
    code.places = instructions.indices.map { SourceRange($0, $0 + 1) }
    program.functions.append(code)
    return program.functions.count - 1
  }

  /// Runs the last function with `arguments`.
  func run(_ arguments: [Value] = [], limits: Limits = Limits()) throws -> Value {
    let machine = Machine(program, library: LibraryTable([]), limits: limits, seed: 0)
    let function = FunctionValue(
      name: "test", code: program.functions.count - 1, numbers: [], tensors: [], values: [])
    return try machine.call(function, arguments, at: .at(0))
  }
}

extension Instruction {
  /// A jump over `distance` instructions, seen from the one after it.
  static func long(_ op: Opcode, _ a: Int = 0, x: Int = 0, _ distance: Int) -> Instruction {
    var instruction = Instruction(op, x: x, a)
    instruction.longOffset = distance
    return instruction
  }
}
