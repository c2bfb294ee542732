import Diagnostics
import Script

/// How tightly a piece of Swift text holds together: what is looser than its surroundings gets
/// parentheses.
enum Level: Int, Comparable {
  case conditional, coalescing, or, and, comparison, addition, multiplication, power, prefix, atom

  static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
}

/// A piece of Swift text with its level.
struct Piece {
  let text: String
  let level: Level

  init(_ text: String, _ level: Level = .atom) {
    self.text = text
    self.level = level
  }

  /// The text, in parentheses if it is looser than `level`.
  func at(_ level: Level) -> String { self.level < level ? "(\(text))" : text }
}

extension Emitter {
  /// The most operators in one Swift expression; language-notes has the compiler's times.
  static let operatorLimit = 6

  /// The text of an expression, in the present mode.
  func text(_ expression: TypedExpression, _ level: Level = .conditional) -> String {
    piece(expression).at(level)
  }

  func piece(_ expression: TypedExpression) -> Piece {
    if steps == nil, operatorCount(expression) > Self.operatorLimit {
      let outer = mode
      steps = []
      let result = node(expression).text
      let lines = (steps ?? []) + ["return \(result)"]
      steps = nil
      precondition(mode == outer, "modes are nested")
      return Piece(
        "{ () -> \(swift(expression.type)) in\n" + indented(lines.joined(separator: "\n")) + "\n}()"
      )
    }
    let piece = node(expression)
    guard steps != nil, isWorthAStep(expression) else { return piece }
    stepCount += 1
    let name = "step\(stepCount)"
    steps?.append("let \(name): \(swift(expression.type)) = \(piece.text)")
    return Piece(name)
  }

  /// What has an effect, or stands on the tape, becomes a step, so that all of it keeps its order:
  /// a step is computed before whatever is left in the last line.
  private func isWorthAStep(_ expression: TypedExpression) -> Bool {
    if expression.type == .void || expression.type == .never { return false }
    switch expression.kind {
    case .binary, .unary:
      if constant(expression) != nil { return false }
      return operatorCount(expression) >= (mode == .traced ? 1 : 3)
    case .call, .callValue, .callMutating, .callLibrary, .callLibraryMutating, .differentiate,
      .conditional, .choose, .coalesce, .chain, .letting, .and, .or:
      return true
    case .variable(let id):
      return id >= 0 && variable(id).isReassigned
        && (variable(id).isGlobal || variable(id).isCaptured)
    case .tensorSubscript, .tensorLiteral, .convert: return mode == .traced
    default: return false
    }
  }

  /// The operators in one expression, without those that stand in closures of their own.
  func operatorCount(_ expression: TypedExpression) -> Int {
    switch expression.kind {
    case .tensorLiteral(let elements) where elements.count > 16:
      // A long list of numbers is no search for the compiler.
      elements.map { operatorCount($0) }.max() ?? 0
    case .unary(.negate, let operand):
      if case .number = operand.kind { 0 } else { 1 + operatorCount(operand) }
    case .binary, .unary, .and, .or, .conditional, .coalesce:
      expression.children.reduce(1) { $0 + operatorCount($1) }
    default: expression.children.reduce(0) { $0 + operatorCount($1) }
    }
  }

  /// A number as a plain `Double`, in either mode.
  func plainNumber(_ expression: TypedExpression, _ level: Level = .conditional) -> String {
    guard mode == .traced else { return text(expression, level) }
    if let number = constant(expression) { return literal(number).at(level) }
    return text(expression, .atom) + ".value"
  }

  /// The number that a literal states.
  func constant(_ expression: TypedExpression) -> Double? {
    switch expression.kind {
    case .number(let number): number
    case .unary(.negate, let operand): constant(operand).map { -$0 }
    default: nil
    }
  }

  func literal(_ number: Double) -> Piece {
    if number.isNaN { return Piece("Double.nan") }
    if number.isInfinite {
      return Piece(
        number < 0 ? "-Double.infinity" : "Double.infinity", number < 0 ? .prefix : .atom)
    }
    return Piece("\(number)", number.sign == .minus ? .prefix : .atom)
  }

  private func node(_ expression: TypedExpression) -> Piece {
    let type = expression.type
    switch expression.kind {
    case .number(let number):
      let plain = literal(number)
      return mode == .traced ? Piece("TracedNumber(\(plain.text))") : plain
    case .boolean(let truth): return Piece(truth ? "true" : "false")
    case .string(let text): return Piece(text.debugDescription)
    case .none: return Piece("\(swift(type)).none")
    case .variable(let id): return variable(id, type)
    case .functionValue(let function): return functionValue(function, type)
    case .libraryValue, .operatorValue: return adapter(expression)
    case .tuple(let elements):
      guard case .tuple(let labels) = type, !elements.isEmpty else { return Piece("()") }
      let parts = zip(labels, elements).map { ($0.label.map { $0 + ": " } ?? "") + text($1) }
      return Piece("(" + parts.joined(separator: ", ") + ")")
    case .tensorLiteral(let elements): return tensorLiteral(elements, type)
    case .arrayLiteral(let elements):
      return Piece(
        elements.isEmpty
          ? "\(swift(type))()" : "[" + elements.map { text($0) }.joined(separator: ", ") + "]")
    case .setLiteral(let elements):
      let parts = elements.map { toValue(text($0), $0.type) }
      return Piece("ScriptValue.set([" + parts.joined(separator: ", ") + "])")
    case .dictionaryLiteral(let keys, let values):
      if keys.isEmpty { return Piece("\(swift(type))()") }
      let pairs = zip(keys, values).map { key($0) + ": " + text($1) }
      return Piece("([" + pairs.joined(separator: ", ") + "] as \(swift(type)))")
    case .range(let lower, let upper, let isClosed):
      return Piece(
        "NumberRange(\(plainNumber(lower)), \(plainNumber(upper)), isClosed: \(isClosed))")
    case .structure(let index, let fields):
      let names = program.structures[index].fields.map(\.name)
      let parts = zip(names, fields).map { "\(swiftName($0)): \(text($1))" }
      return Piece("\(structureName(index))(\(parts.joined(separator: ", ")))")
    case .enumerationCase(let index, let number):
      let enumeration = program.enumerations[index]
      return Piece("\(typeName(enumeration.name)).\(swiftName(enumeration.cases[number]))")
    case .interpolation(let parts): return interpolation(parts)
    case .tupleElement(let base, let index): return Piece("\(text(base, .atom)).\(index)")
    case .field(let base, let index):
      guard case .structure(let structure, _) = base.type else { return Piece(text(base)) }
      let name = program.structures[structure].fields[index].name
      return Piece("\(text(base, .atom)).\(swiftName(name))")
    case .tensorSubscript(let base, let axes):
      return Piece(subscripted(text(base, .atom), axes, base.type, type))
    case .element(let base, let index):
      return Piece("\(text(base, .atom))[\(plainNumber(index))]")
    case .arraySlice(let base, let range):
      return Piece("\(text(base, .atom))[\(axis(.range(range)))]")
    case .key(let base, let key, let fallback):
      let rest = fallback.map { fallback in ", default: " + apart { text(fallback) } } ?? ""
      return Piece("\(text(base, .atom))[\(self.key(key))\(rest)]")
    case .call, .callMutating, .callValue, .callLibrary, .callLibraryMutating, .differentiate:
      return call(expression)
    case .unary, .binary, .and, .or: return operation(expression)
    default: return branch(expression)
    }
  }

  /// Expressions that choose, bind or convert.
  private func branch(_ expression: TypedExpression) -> Piece {
    let type = expression.type
    switch expression.kind {
    case .conditional(let test, let first, let second):
      return apart {
        Piece(
          "\(text(test, .coalescing)) ? \(text(first, .coalescing)) : \(text(second, .coalescing))",
          .conditional)
      }
    case .choose(let variable, let subject, let choices, let otherwise):
      return apart { choose(variable, subject, choices, otherwise, type) }
    case .coalesce(let optional, let fallback):
      let left = text(optional, .or)
      return Piece("\(left) ?? \(apart { text(fallback, .coalescing) })", .coalescing)
    case .unwrap(let optional): return Piece("\(text(optional, .atom)).unwrapped")
    case .chain(let variable, let base, rest: let rest):
      return apart {
        let value = text(base)
        modes[variable] = mode
        return Piece(
          "{ () -> \(swift(type)) in\n  guard let \(name(variable)) = \(value) else { return nil }\n"
            + indented("return \(text(rest))") + "\n}()")
      }
    case .letting(let variable, let value, in: let rest):
      return apart {
        let first = text(value)
        let declaration = declaration(of: variable)
        return Piece(
          "{ () -> \(swift(type)) in\n"
            + indented("\(declaration) = \(first)\nreturn \(text(rest))")
            + "\n}()")
      }
    case .convert(let conversion, let operand): return converted(conversion, operand, type)
    default:
      report("construct", "this construct has no form in Swift yet", at: expression.range)
      return Piece("()")
    }
  }

  // MARK: parts

  func swiftName(_ name: String) -> String {
    Self.reserved.contains(name) && name != "print" ? "`\(name)`" : name
  }

  func key(_ expression: TypedExpression) -> String {
    if mode == .traced {
      switch expression.type {
      case .double: return plainNumber(expression)
      case .string, .boolean: return text(expression)
      default: return toValue(text(expression), expression.type)
      }
    }
    return hasOwnKeyType(expression.type)
      ? text(expression) : toValue(text(expression), expression.type)
  }

  private func variable(_ id: VariableID, _ type: ValueType) -> Piece {
    let name = name(id)
    if mode == .traced, modes[id] != .traced, holdsNumbers(type) {
      return Piece(lifted(name, type))
    }
    return Piece(name)
  }

  private func tensorLiteral(_ elements: [TypedExpression], _ type: ValueType) -> Piece {
    let name = swift(type)
    if elements.isEmpty {
      return Piece(mode == .traced ? "TracedTensor([TracedNumber]())" : "Vector([Double]())")
    }
    if elements.contains(where: { $0.type.isTensor }) {
      let rows = elements.map {
        $0.type.isTensor ? text($0) : "\(swift(.tensor(rank: nil)))(scalar: \(text($0)))"
      }
      return Piece("\(name)(rows: [\(rows.joined(separator: ", "))])")
    }
    if mode == .traced, elements.allSatisfy({ constant($0) != nil }) {
      // A literal of plain numbers is a constant, not a step on the tape.
      let numbers = elements.compactMap { constant($0).map { literal($0).text } }
      return Piece("TracedTensor(Vector([\(numbers.joined(separator: ", "))]))")
    }
    return Piece("\(name)([\(elements.map { text($0) }.joined(separator: ", "))])")
  }

  func axis(_ axis: TensorAxis) -> String {
    switch axis {
    case .all: return ".all"
    case .index(let position): return ".at(\(plainNumber(position)))"
    case .rangeValue(let range): return ".positions(\(text(range)))"
    case .range(let range):
      let lower = range.lower.map { plainNumber($0) } ?? "nil"
      let upper = range.upper.map { plainNumber($0) } ?? "nil"
      return ".range(from: \(lower), to: \(upper), isClosed: \(range.isClosed))"
    }
  }

  /// A subscript of a tensor, to read or to assign.
  func subscripted(
    _ base: String, _ axes: [TensorAxis], _ type: ValueType, _ result: ValueType
  ) -> String {
    if axes.count <= 2, type.rank == axes.count {
      let positions = axes.compactMap { axis -> String? in
        if case .index(let position) = axis { text(position) } else { nil }
      }
      if positions.count == axes.count { return "\(base)[\(positions.joined(separator: ", "))]" }
    }
    let part = "\(base)[\(axes.map { axis($0) }.joined(separator: ", "))]"
    return result == .double ? part + ".number" : part
  }

  private func interpolation(_ parts: [InterpolationPart]) -> Piece {
    var inner: [String] = []
    let texts = parts.map { part -> String in
      switch part {
      case .text(let text): return text.debugDescription
      case .value(let value, let format):
        let plain = apart { text(value) }
        let shown = value.type == .double && mode == .plain ? plain : toValue(plain, value.type)
        let call = "text(\(shown)\(format.map { ", " + $0.text.debugDescription } ?? ""))"
        inner.append(call)
        return call
      }
    }
    // Swift allows no line break in the parentheses of a text.
    if inner.contains(where: { $0.contains("\n") }) {
      return Piece("joinedText(\n  \(indented(texts.joined(separator: ",\n")).dropFirst(2)))")
    }
    let pieces = zip(parts, texts).map { part, text in
      if case .text = part { String(text.dropFirst().dropLast()) } else { "\\(\(text))" }
    }
    return Piece("\"" + pieces.joined() + "\"")
  }

  private func choose(
    _ variable: VariableID?, _ subject: TypedExpression?, _ choices: [TypedChoice],
    _ otherwise: TypedExpression, _ type: ValueType
  ) -> Piece {
    var lines: [String] = []
    if let variable, let subject {
      let value = text(subject)
      lines.append("\(declaration(of: variable)) = \(value)")
    }
    for choice in choices {
      let conditions = conditions(choice.alternatives)
      lines.append(
        "if \(conditions) {\n  return \(indented(text(choice.value)).drop { $0 == " " })\n}")
    }
    lines.append("return \(text(otherwise))")
    return Piece(
      "{ () -> \(swift(type)) in\n" + indented(lines.joined(separator: "\n")) + "\n}()")
  }

  /// `let name: Type` for a variable of the present mode.
  func declaration(of id: VariableID) -> String {
    modes[id] = mode
    let variable = variable(id)
    return (variable.isReassigned ? "var " : "let ") + "\(name(id)): \(swift(variable.type))"
  }

  private func converted(
    _ conversion: Conversion, _ operand: TypedExpression, _ type: ValueType
  ) -> Piece {
    switch conversion {
    case .wrap, .forgetRank: return piece(operand)
    case .erase: return Piece(toValue(text(operand), operand.type))
    case .integral: return Piece("integer(\(text(operand)))")
    case .rank(0): return Piece("\(text(operand, .atom)).number")
    case .rank(let rank): return Piece("\(text(operand, .atom)).checked(rank: \(rank))")
    case .scalarTensor: return Piece("\(swift(type))(scalar: \(text(operand)))")
    case .rows:
      let rows = "\(text(operand, .atom)).rows"
      return Piece(mode == .traced ? "Array(\(rows))" : rows)
    case .stack: return Piece("\(swift(type))(rows: \(text(operand)))")
    case .relabel:
      guard case .tuple(let elements) = type else { return piece(operand) }
      let value = text(operand)
      return Piece(
        naming(value, swift(operand.type), swift(type)) { name in
          let parts = elements.enumerated().map {
            ($1.label.map { $0 + ": " } ?? "") + "\(name).\($0)"
          }
          return "(" + parts.joined(separator: ", ") + ")"
        })
    case .drop: return Piece("{ _ = \(text(operand)) }()")
    }
  }
}

extension ValueFormat {
  /// The format as it is written.
  var text: String {
    (showsSign ? "+" : "") + (groupsThousands ? "," : "") + (width > 0 ? String(width) : "")
      + (digits.map { ".\($0)" } ?? "") + (style.map { String($0.rawValue) } ?? "")
  }
}
