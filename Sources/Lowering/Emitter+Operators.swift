import Script

extension Emitter {
  func operation(_ expression: TypedExpression) -> Piece {
    switch expression.kind {
    case .and(let left, let right):
      return Piece("\(text(left, .and)) && \(apart { text(right, .comparison) })", .and)
    case .or(let left, let right):
      return Piece("\(text(left, .or)) || \(apart { text(right, .and) })", .or)
    case .unary(let operation, let operand):
      if operation == .negate, let number = constant(expression) {
        let plain = literal(number)
        return mode == .traced ? Piece("TracedNumber(\(plain.text))") : plain
      }
      let sign =
        switch operation {
        case .negate: "-"
        case .not: "!"
        case .squareRoot: "√"
        }
      return Piece(sign + text(operand, .atom), .prefix)
    case .binary(let operation, let left, let right):
      if operation == .matrixProduct, expression.type == .double {
        return Piece("\(text(left, .atom)).dot(\(text(right)))")
      }
      return binary(operation, left, right)
    default: return Piece("()")
    }
  }

  private func binary(
    _ operation: BinaryOperation, _ left: TypedExpression, _ right: TypedExpression
  ) -> Piece {
    switch operation {
    case .scalar(let arithmetic), .elementwise(let arithmetic, _):
      return arithmeticPiece(arithmetic, left, right)
    case .matrixProduct: return infix("•", .multiplication, left, right)
    case .hadamard: return infix("⊙", .multiplication, left, right)
    case .outer: return infix("⊗", .multiplication, left, right)
    case .compareNumbers(let comparison):
      return Piece(
        "\(plainNumber(left, .addition)) \(comparison.rawValue) \(plainNumber(right, .addition))",
        .comparison)
    case .compareStrings(let comparison):
      let (a, b) = (text(left), text(right))
      switch comparison {
      case .less: return Piece("precedes(\(a), \(b))")
      case .lessOrEqual: return Piece("!precedes(\(b), \(a))", .prefix)
      case .greater: return Piece("precedes(\(b), \(a))")
      case .greaterOrEqual: return Piece("!precedes(\(a), \(b))", .prefix)
      }
    case .compareTuples(let comparison):
      let (a, b) = (toValue(text(left), left.type), toValue(text(right), right.type))
      switch comparison {
      case .less: return Piece("precedes(\(a), \(b))")
      case .lessOrEqual: return Piece("precedes(\(a), \(b), orEqual: true)")
      case .greater: return Piece("precedes(\(b), \(a))")
      case .greaterOrEqual: return Piece("precedes(\(b), \(a), orEqual: true)")
      }
    case .equalNumbers(let isNegated):
      return Piece(
        "\(plainNumber(left, .addition)) \(isNegated ? "!=" : "==") \(plainNumber(right, .addition))",
        .comparison)
    case .equalValues(let isNegated):
      return Piece(
        "\(comparable(left)) \(isNegated ? "!=" : "==") \(comparable(right))", .comparison)
    case .close:
      let isScalar = left.type == .double && right.type == .double
      return Piece(
        "\(plainOperand(left, isScalar)) ≈ \(plainOperand(right, isScalar))", .comparison)
    case .concatenateStrings, .concatenateArrays: return infix("+", .addition, left, right)
    case .isInRange:
      return Piece("\(text(right, .atom)).contains(\(plainNumber(left)))")
    }
  }

  private func plainOperand(_ operand: TypedExpression, _ isScalar: Bool) -> String {
    let plain = mode == .traced ? text(operand, .atom) + ".value" : text(operand, .addition)
    return isScalar || operand.type != .double ? plain : "Tensor(scalar: \(plain))"
  }

  /// An operand of `==`: types that Swift compares as the language does stay as they are.
  private func comparable(_ operand: TypedExpression) -> String {
    switch operand.type {
    case .double: return plainNumber(operand, .addition)
    case .tensor:
      return mode == .traced ? text(operand, .atom) + ".value" : text(operand, .addition)
    case .boolean, .string, .enumeration: return text(operand, .addition)
    default: return toValue(text(operand), operand.type)
    }
  }

  private func infix(
    _ sign: String, _ level: Level, _ left: TypedExpression, _ right: TypedExpression
  ) -> Piece {
    // Left-associative: the right operand must hold together more tightly.
    let next = Level(rawValue: level.rawValue + 1) ?? .atom
    let first = text(left, level)
    return Piece("\(first) \(sign) \(text(right, next))", level)
  }

  private func arithmeticPiece(
    _ arithmetic: BinaryOperation.Arithmetic, _ left: TypedExpression, _ right: TypedExpression
  ) -> Piece {
    let level: Level
    switch arithmetic {
    case .add, .subtract: level = .addition
    case .multiply, .divide, .remainder: level = .multiplication
    case .power: level = .power
    }
    let next = Level(rawValue: level.rawValue + 1) ?? .atom
    let first = operand(left, beside: right, level == .power ? .atom : level)
    return Piece(
      "\(first) \(arithmetic.rawValue) \(operand(right, beside: left, level == .power ? .atom : next))",
      level)
  }

  /// An operand of arithmetic; in traced mode a literal beside a traced value needs no type.
  private func operand(
    _ expression: TypedExpression, beside other: TypedExpression, _ level: Level
  ) -> String {
    if mode == .traced, let number = constant(expression), number.isFinite,
      constant(other) == nil, other.type == .double
    {
      return literal(number).at(level == .atom ? .atom : .prefix)
    }
    // A sign in front of a literal is part of it; in front of an operator it needs parentheses.
    return piece(expression).at(level)
  }
}
