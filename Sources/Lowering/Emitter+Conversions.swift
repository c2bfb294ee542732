import Script

extension Emitter {
  // MARK: to and from values of the language

  /// The value `text` of the type, in the present mode, as a `ScriptValue`.
  func toValue(_ text: String, _ type: ValueType) -> String {
    switch type {
    case .double, .boolean, .string, .tensor, .range, .object: return "ScriptValue(\(text))"
    case .any, .set, .never: return text
    default: return aggregateToValue(atomic(text), type)
    }
  }

  private func aggregateToValue(_ text: String, _ type: ValueType) -> String {
    switch type {
    case .array(let element):
      return "ScriptValue.list(\(text).map \(closure(element) { self.toValue($0, element) }))"
    case .tuple(let elements):
      if elements.isEmpty { return "ScriptValue.void" }
      return naming(text, swift(type), "ScriptValue") { name in
        let labels = elements.map { $0.label.map { "\"\($0)\"" } ?? "nil" }
        let list = elements.contains { $0.label != nil } ? labels.joined(separator: ", ") : ""
        let parts = elements.enumerated().map { self.toValue("\(name).\($0)", $1.type) }
        return "ScriptValue.tuple([\(list)], \(parts.joined(separator: ", ")))"
      }
    case .optional(let wrapped):
      return "ScriptValue.optional(\(text).map \(closure(wrapped) { self.toValue($0, wrapped) }))"
    case .dictionary(let key, let value):
      let name = fresh()
      let own = hasOwnKeyType(key) ? "ScriptValue(\(name).key)" : "\(name).key"
      return "ScriptValue.dictionary(\(text).elements.map { "
        + "(\(name): (key: \(keyType(key)), value: \(swift(value)))) -> (ScriptValue, ScriptValue)"
        + " in (\(own), \(toValue("\(name).value", value))) })"
    case .structure: return "\(text).scriptValue"
    case .enumeration(let index, _):
      return "ScriptValue.enumeration(\(typeName(program.enumerations[index].name)).kind, "
        + "\(text).rawValue)"
    case .function(let function):
      return "ScriptValue.function "
        + closure(calling: isDual(type) ? text + ".plain" : text, function)
    default: return text
    }
  }

  /// The `Dual` function `text` as a `ScriptValue`.
  func toValue(dual text: String, _ type: ValueType.FunctionType) -> String {
    let traced = inMode(.traced) { closure(calling: text + ".traced", type) }
    return
      "ScriptValue.function(\n  plain: \(indented(closure(calling: text + ".plain", type)).drop { $0 == " " }),\n"
      + "  traced: \(indented(traced).drop { $0 == " " }))"
  }

  /// A closure over values that calls the function `text` of the present mode.
  private func closure(calling text: String, _ function: ValueType.FunctionType) -> String {
    let name = fresh()
    let arguments = function.parameters.enumerated().map { fromValue("\(name)[\($0)]", $1) }
    let call = "\(text)(\(arguments.joined(separator: ", ")))"
    let body =
      function.result == .void
      ? "\(call)\nreturn ScriptValue.void" : "return \(toValue(call, function.result))"
    return "{ (\(name): [ScriptValue]) -> ScriptValue in\n" + indented(body) + "\n}"
  }

  /// What the `ScriptValue` `text` is in the type, in the present mode.
  func fromValue(_ text: String, _ type: ValueType) -> String {
    let isTraced = mode == .traced
    switch type {
    case .double: return text + (isTraced ? ".tracedNumber" : ".number")
    case .boolean: return text + ".truth"
    case .string: return text + ".string"
    case .tensor: return text + (isTraced ? ".tracedTensor" : ".tensor")
    case .range: return text + ".range"
    case .object: return "\(swift(type))(\(text).object)"
    case .any, .set, .never: return text
    case .array(let element):
      return "\(text).list.map \(valueClosure(element))"
    case .tuple(let elements):
      let name = fresh()
      let parts = elements.enumerated().map { index, element in
        (element.label.map { $0 + ": " } ?? "") + fromValue("\(name)[\(index)]", element.type)
      }
      return "{ (\(name): [ScriptValue]) -> \(swift(type)) in (\(parts.joined(separator: ", "))) }"
        + "(\(text).parts)"
    case .optional(let wrapped): return "\(text).optional.map \(valueClosure(wrapped))"
    case .dictionary(let key, let value):
      let name = fresh()
      let own = hasOwnKeyType(key) ? inMode(.plain) { fromValue("\(name).0", key) } : "\(name).0"
      return "\(swift(type))(\(text).pairs.map { "
        + "(\(name): (ScriptValue, ScriptValue)) -> (\(keyType(key)), \(swift(value)))"
        + " in (\(own), \(fromValue("\(name).1", value))) })"
    case .structure: return "\(swift(type))(\(text).parts)"
    case .enumeration: return "\(swift(type))(rawValue: \(text).caseIndex).unwrapped"
    case .function(let function):
      let names = function.parameters.map { _ in fresh() }
      let parameters = zip(names, function.parameters).map { "\($0): \(parameterType($1))" }
      let arguments = zip(names, function.parameters).map { toValue($0, $1) }
      let call = "\(text)(\(arguments.joined(separator: ", ")))"
      let body =
        function.result == .void ? "_ = \(call)" : "return \(fromValue(call, function.result))"
      return "{ (\(parameters.joined(separator: ", "))) -> \(swift(function.result)) in \(body) }"
    case .parameter, .sequence, .error: return text
    }
  }

  private func closure(_ type: ValueType, _ body: (String) -> String) -> String {
    let name = fresh()
    return "{ (\(name): \(parameterType(type))) -> ScriptValue in \(body(name)) }"
  }

  private func valueClosure(_ type: ValueType) -> String {
    let name = fresh()
    return "{ (\(name): ScriptValue) -> \(swift(type)) in \(fromValue(name, type)) }"
  }

  // MARK: from plain to traced, and back

  /// The plain value `text` as a constant of traced code.
  func lifted(_ text: String, _ type: ValueType) -> String {
    guard holdsNumbers(type) else { return text }
    let text = atomic(text)
    switch type {
    case .double: return "TracedNumber(\(text))"
    case .tensor: return "TracedTensor(\(text))"
    case .array(let element), .optional(let element):
      return
        "\(text).map \(mapping(element, from: .plain, to: .traced) { self.lifted($0, element) })"
    case .dictionary(_, let value):
      let body = mapping(value, from: .plain, to: .traced) { self.lifted($0, value) }
      return "\(text).mapValues \(body)"
    case .tuple(let elements): return rebuilt(text, type, elements, from: .plain, to: .traced)
    case .structure: return inMode(.traced) { "\(swift(type))(lifting: \(text))" }
    case .function: return text + ".traced"
    default: return text
    }
  }

  private func rebuilt(
    _ text: String, _ type: ValueType, _ elements: [ValueType.TupleElement], from: Mode, to: Mode
  ) -> String {
    let plain = inMode(from) { swift(type) }
    let result = inMode(to) { swift(type) }
    return naming(text, plain, result) { name in
      let parts = elements.enumerated().map { index, element in
        (element.label.map { $0 + ": " } ?? "") + self.lifted("\(name).\(index)", element.type)
      }
      return "(" + parts.joined(separator: ", ") + ")"
    }
  }

  private func mapping(
    _ type: ValueType, from: Mode, to: Mode, _ body: (String) -> String
  ) -> String {
    let name = fresh()
    let (source, target) = (inMode(from) { parameterType(type) }, inMode(to) { swift(type) })
    return "{ (\(name): \(source)) -> \(target) in \(body(name)) }"
  }
}

/// `text` with every line two columns further in.
func indented(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { $0.isEmpty || $0.hasPrefix("#sourceLocation") ? String($0) : "  " + $0 }
    .joined(separator: "\n")
}

/// `text` in parentheses, unless something can be appended to it as it is.
func atomic(_ text: String) -> String {
  var depth = 0
  var isQuoted = false
  var isEscaped = false
  for (index, character) in text.enumerated() {
    if isEscaped {
      isEscaped = false
      continue
    }
    switch character {
    case "\\": isEscaped = isQuoted
    case "\"": isQuoted.toggle()
    case "(", "[", "{": if !isQuoted { depth += 1 }
    case ")", "]", "}": if !isQuoted { depth -= 1 }
    case " ": if !isQuoted, depth == 0 { return "(\(text))" }
    case "-", "!", "√": if index == 0 { return "(\(text))" }
    default: break
    }
  }
  return text
}
