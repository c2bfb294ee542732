import Script

/// A typed tree as text for goldens: one line a statement, types where they matter.
struct TreeText {
  let program: TypedProgram

  var text: String {
    var result = ""
    for (index, function) in program.functions.enumerated() {
      let parameters = function.parameters.map { "\(name($0)): \(program.variables[$0].type)" }
      var head = "f\(index) \(function.name)(\(parameters.joined(separator: ", ")))"
      head += " -> \(function.result)"
      if function.isMutating { head += " mutating" }
      if !function.captures.isEmpty {
        head +=
          " captures "
          + function.captures.map {
            (program.variables[$0].needsBox ? "box " : "") + name($0)
          }.joined(separator: ", ")
      }
      result += head + "\n" + lines(function.body, 1)
    }
    return result
  }

  private func name(_ id: VariableID) -> String {
    let variable = program.variables[id]
    return variable.name.hasPrefix("$") ? "t\(id)" : variable.name
  }

  private func lines(_ statements: [TypedStatement], _ level: Int) -> String {
    statements.map { line($0, level) }.joined()
  }

  private func line(_ statement: TypedStatement, _ level: Int) -> String {
    let indent = String(repeating: "  ", count: level)
    func one(_ text: String) -> String { indent + text + "\n" }
    func block(_ head: String, _ body: [TypedStatement]) -> String {
      one(head) + lines(body, level + 1)
    }
    switch statement.kind {
    case .declare(let id, let value):
      let type = program.variables[id].type
      return one("\(name(id)): \(type) = \(value.map { text($0) } ?? "?")")
    case .assign(let place, let value): return one("\(text(place)) := \(text(value))")
    case .update(let place, let operation, let value):
      return one("\(text(place)) \(text(operation))= \(text(value))")
    case .expression(let value): return one("do \(text(value))")
    case .show(let value, let isVisible):
      return one("\(isVisible ? "show" : "record") \(text(value)): \(value.type)")
    case .branch(let arms, let otherwise, _):
      return arms.map { block("if \(text($0.alternatives))", $0.body) }.joined()
        + (otherwise.isEmpty ? "" : block("else", otherwise))
    case .select(let id, let value, let arms, let otherwise, _):
      return one("switch \(name(id)) = \(text(value))")
        + arms.map { block("case \(text($0.alternatives))", $0.body) }.joined()
        + (otherwise.isEmpty ? "" : block("default", otherwise))
    case .ensure(let conditions, let otherwise):
      return block("guard \(text([conditions])) else", otherwise)
    case .loop(let conditions, let body, _): return block("while \(text([conditions]))", body)
    case .repeating(let body, let condition, _):
      return block("repeat while \(text(condition))", body)
    case .count(let loop, let body, _):
      let step = loop.step.map { " by \(text($0))" } ?? ""
      let dots = loop.isClosed ? "..." : "..<"
      return block(
        "for \(name(loop.variable)) in \(text(loop.lower))\(dots)\(text(loop.upper))\(step)", body)
    case .each(let id, let sequence, let body, _):
      return block(
        "for \(name(id)): \(program.variables[id].type) in \(text(sequence))", body)
    case .group(let body): return block("group", body)
    case .block(let body, _): return block("block", body)
    case .breaking(let label): return one("break \(label)")
    case .continuing(let label): return one("continue \(label)")
    case .returning(let value): return one("return" + (value.map { " " + text($0) } ?? ""))
    }
  }

  private func text(_ alternatives: [[TypedCondition]]) -> String {
    alternatives.map { conditions in
      conditions.map { condition in
        switch condition {
        case .test(let value): text(value)
        case .bind(let id, let value): "let \(name(id)) = \(text(value))"
        case .unwrap(let id, let value): "let \(name(id))? = \(text(value))"
        }
      }.joined(separator: ", ")
    }.joined(separator: " or ")
  }

  private func text(_ place: TypedPlace) -> String {
    var result = name(place.variable)
    for step in place.steps {
      switch step.kind {
      case .field(let index), .tupleElement(let index): result += ".\(index)"
      case .element(let index): result += "[\(text(index))]"
      case .tensor(let axes): result += "[" + axes.map { text($0) }.joined(separator: ", ") + "]"
      case .key(let key, let fallback):
        result += "[key \(text(key))" + (fallback.map { " default \(text($0))" } ?? "") + "]"
      case .unwrapped: result += "!"
      }
    }
    return result
  }

  private func text(_ axis: TensorAxis) -> String {
    switch axis {
    case .index(let value), .rangeValue(let value): text(value)
    case .range(let range): text(range)
    case .all: "..."
    }
  }

  private func text(_ range: AxisRange) -> String {
    (range.lower.map { text($0) } ?? "") + (range.isClosed ? "..." : "..<")
      + (range.upper.map { text($0) } ?? "")
  }

  private func text(_ operation: BinaryOperation) -> String {
    switch operation {
    case .scalar(let kind): kind.rawValue
    case .elementwise(let kind, .tensors): "t\(kind.rawValue)t"
    case .elementwise(let kind, .tensorScalar): "t\(kind.rawValue)s"
    case .elementwise(let kind, .scalarTensor): "s\(kind.rawValue)t"
    case .compareNumbers(let kind): kind.rawValue
    case .compareStrings(let kind): "text\(kind.rawValue)"
    case .equalNumbers(let isNegated): isNegated ? "!=" : "=="
    case .equalValues(let isNegated): isNegated ? "value!=" : "value=="
    default: "\(operation)"
    }
  }

  func text(_ values: [TypedExpression]) -> String {
    values.map { text($0) }.joined(separator: ", ")
  }

  func text(_ value: TypedExpression) -> String {
    switch value.kind {
    case .number(let number): "\(number)"
    case .boolean(let boolean): "\(boolean)"
    case .string(let string): "\"\(string)\""
    case .none: "nil"
    case .variable(let id): name(id)
    case .functionValue(let id): "&f\(id)"
    case .libraryValue(let index): "&\(entry(index))"
    case .operatorValue(let operation): "&(\(text(operation)))"
    case .tuple(let values): "(\(text(values)))"
    case .tensorLiteral(let values): "tensor[\(text(values))]"
    case .arrayLiteral(let values): "array[\(text(values))]"
    case .setLiteral(let values): "set[\(text(values))]"
    case .dictionaryLiteral(let keys, let values):
      "dictionary["
        + zip(keys, values).map { "\(text($0.0)): \(text($0.1))" }
        .joined(separator: ", ") + "]"
    case .range(let lower, let upper, let isClosed):
      "(\(text(lower))\(isClosed ? "..." : "..<")\(text(upper)))"
    case .structure(let index, let fields): "\(program.structures[index].name){\(text(fields))}"
    case .enumerationCase(let index, let position):
      ".\(program.enumerations[index].cases[position])"
    case .interpolation(let parts): interpolation(parts)
    case .tupleElement(let base, let index): "\(text(base)).\(index)"
    case .field(let base, let index): "\(text(base)).field\(index)"
    case .tensorSubscript(let base, let axes):
      text(base) + "[" + axes.map { text($0) }.joined(separator: ", ") + "]"
    case .element(let base, let index): "\(text(base))[\(text(index))]"
    case .arraySlice(let base, let range): "\(text(base))[slice \(text(range))]"
    case .key(let base, let key, let fallback):
      "\(text(base))[key \(text(key))" + (fallback.map { " default \(text($0))" } ?? "") + "]"
    default: call(value)
    }
  }

  private func call(_ value: TypedExpression) -> String {
    switch value.kind {
    case .call(let id, let values): "f\(id)(\(text(values)))"
    case .callMutating(let id, let place, let values):
      "f\(id)(inout \(text(place))" + values.map { ", " + text($0) }.joined() + ")"
    case .callValue(let callee, let values): "(\(text(callee)))(\(text(values)))"
    case .callLibrary(let index, let values): "\(entry(index))(\(text(values)))"
    case .callLibraryMutating(let index, let place, let values):
      "\(entry(index))(inout \(text(place))" + values.map { ", " + text($0) }.joined() + ")"
    case .unary(let operation, let operand): "\(operation)(\(text(operand)))"
    case .binary(let operation, let left, let right):
      "(\(text(left)) \(text(operation)) \(text(right)))"
    case .and(let left, let right): "(\(text(left)) && \(text(right)))"
    case .or(let left, let right): "(\(text(left)) || \(text(right)))"
    case .conditional(let test, let first, let second):
      "(\(text(test)) ? \(text(first)) : \(text(second)))"
    case .choose(let subject, let whole, let choices, let otherwise):
      "choose(" + (subject.map { "\(name($0)) = \(whole.map { text($0) } ?? ""); " } ?? "")
        + choices.map { "\(text($0.alternatives)): \(text($0.value)); " }.joined()
        + "else: \(text(otherwise)))"
    case .coalesce(let left, let right): "(\(text(left)) ?? \(text(right)))"
    case .unwrap(let operand): "\(text(operand))!"
    case .chain(let id, let base, let rest): "chain(\(name(id)) = \(text(base)); \(text(rest)))"
    case .letting(let id, let first, let rest):
      "let(\(name(id)) = \(text(first)); \(text(rest)))"
    case .convert(let conversion, let operand): "\(conversion)<\(text(operand))>"
    case .differentiate(let node):
      "\(node.kind.rawValue)(at: \(text(node.points)); \(text(node.function)))"
    default: "?"
    }
  }

  private func interpolation(_ parts: [InterpolationPart]) -> String {
    "text("
      + parts.map { part in
        switch part {
        case .text(let text): "\"\(text)\""
        case .value(let value, let format): text(value) + (format == nil ? "" : " formatted")
        }
      }.joined(separator: ", ") + ")"
  }

  private func entry(_ index: Int) -> String { FrontLibrary.table.functions[index].name }
}
