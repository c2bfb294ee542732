extension Bytecode {
  /// The program as text, one instruction a line: for golden tests and for whoever wonders.
  func disassembled() -> String {
    var text = ""
    for (index, function) in functions.enumerated() {
      if index > 0 { text += "\n" }
      text += function.disassembled(index: index)
    }
    return text
  }
}

extension FunctionCode {
  /// The function as text:
  ///
  ///     function 0 fib(d) -> d  window d3 t0 v0
  ///        0  jumpNotLessK   d0 2 → 3
  func disassembled(index: Int) -> String {
    let kinds = parameters.map { $0.bank?.rawValue ?? "-" }.joined(separator: ", ")
    var text = "function \(index) \(name)(\(kinds)) -> \(result.bank?.rawValue ?? "nothing")"
    text += "  window d\(window.number) t\(window.tensor) v\(window.value)\n"
    for (pc, instruction) in instructions.enumerated() {
      let number = String(pc)
      let operation = "\(instruction.op)"
      let operands = operandsText(of: instruction, at: pc)
      text += String(repeating: " ", count: max(0, 4 - number.count)) + number + "  " + operation
      if !operands.isEmpty {
        text += String(repeating: " ", count: max(1, 20 - operation.count)) + operands
      }
      text += "\n"
    }
    return text
  }

  private func operandsText(of instruction: Instruction, at pc: Int) -> String {
    let list = instruction.op.operands
    var parts: [String] = []
    if instruction.x != 0 { parts.append("#\(instruction.x)") }
    if let a = list.a { parts.append(operandText(a, Int(instruction.a), instruction, pc)) }
    if list.isLongJump {
      parts.append("→ \(pc + 1 + instruction.longOffset)")
    } else {
      if let b = list.b { parts.append(operandText(b, Int(instruction.b), instruction, pc)) }
      if let c = list.c { parts.append(operandText(c, Int(instruction.c), instruction, pc)) }
    }
    return parts.joined(separator: " ")
  }

  private func operandText(
    _ operand: Operand, _ index: Int, _ instruction: Instruction, _ pc: Int
  ) -> String {
    switch operand {
    case .register(let bank): "\(bank.rawValue)\(index)"
    case .registers(let bank, _): "\(bank.rawValue)\(index)…"
    case .constant(.number), .divisor:
      index < numberConstants.count ? text(.double(numberConstants[index])) : "k?"
    case .constant(.value): index < valueConstants.count ? text(valueConstants[index]) : "k?"
    case .constant(.tensor):
      index < tensorConstants.count ? text(.tensor(tensorConstants[index])) : "k?"
    case .global(let bank): "global \(bank.rawValue)\(index)"
    case .shortJump: "→ \(pc + 1 + instruction.shortOffset)"
    case .function: "function \(index)"
    case .library: "library \(index)"
    case .intrinsic:
      Intrinsic.allCases.indices.contains(index) ? "\(Intrinsic.allCases[index])" : "?"
    case .aggregate: "aggregate \(index)"
    case .slice: "slice \(index)"
    case .captures: "captures \(index)"
    case .template: "template \(index)"
    case .capturesOfClosure: "capture \(index)"
    case .derivative: "derivative \(index)"
    case .enumeration: "enumeration \(index)"
    case .unary, .number: String(index)
    }
  }
}
