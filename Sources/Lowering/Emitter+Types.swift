import Script

extension Emitter {
  /// Whether values of the type look different in traced mode.
  func holdsNumbers(_ type: ValueType) -> Bool { type.holdsNumbers(program) }

  /// The Swift type, in the present mode.
  func swift(_ type: ValueType) -> String {
    let isTraced = mode == .traced
    switch type {
    case .double: return isTraced ? "TracedNumber" : "Double"
    case .boolean: return "Bool"
    case .string: return "String"
    case .tensor(let rank):
      return isTraced ? "TracedTensor" : rank == 1 ? "Vector" : rank == 2 ? "Matrix" : "Tensor"
    case .array(let element): return "[\(swift(element))]"
    case .dictionary(let key, let value): return "OrderedMap<\(keyType(key)), \(swift(value))>"
    case .set, .any: return "ScriptValue"
    case .tuple(let elements):
      if elements.isEmpty { return "Void" }
      let parts = elements.map { ($0.label.map { $0 + ": " } ?? "") + swift($0.type) }
      return "(" + parts.joined(separator: ", ") + ")"
    case .optional(let wrapped):
      let inner = swift(wrapped)
      return inner.contains("->") ? "(\(inner))?" : inner + "?"
    case .range: return "NumberRange"
    case .function(let function):
      let arrow = arrow(function)
      guard !isTraced, analysis.dualTypes.contains(function) else { return arrow }
      return dualType(function)
    case .structure(let index, _): return structureName(index)
    case .enumeration(let index, _): return typeName(program.enumerations[index].name)
    case .object(let name):
      wrappers.use(object: name)
      return name
    case .never: return "Never"
    case .parameter, .sequence, .error: return "Never"
    }
  }

  /// The type of a parameter: a function may be kept.
  func parameterType(_ type: ValueType) -> String {
    let text = swift(type)
    if case .function = type, !text.hasPrefix("Dual<") { return "@escaping " + text }
    return text
  }

  /// The type of a function that library code takes gradients of.
  func dualType(_ function: ValueType.FunctionType) -> String {
    "Dual<\(arrow(function)), \(inMode(.traced) { self.arrow(function) })>"
  }

  func arrow(_ function: ValueType.FunctionType) -> String {
    "(" + function.parameters.map(swift).joined(separator: ", ") + ") -> " + swift(function.result)
  }

  /// Keys are plain values of three types; every other one is compared as the language does.
  func keyType(_ key: ValueType) -> String {
    switch key {
    case .double: "Double"
    case .string: "String"
    case .boolean: "Bool"
    default: "ScriptValue"
    }
  }

  func hasOwnKeyType(_ key: ValueType) -> Bool {
    switch key {
    case .double, .string, .boolean: true
    default: false
    }
  }

  func structureName(_ index: Int) -> String {
    let name = typeName(program.structures[index].name)
    let isTraced = mode == .traced && holdsNumbers(.structure(index, name: name))
    return isTraced ? "Traced" + name : name
  }

  /// Whether function values of the type come in both forms in the present mode.
  func isDual(_ type: ValueType) -> Bool {
    if mode == .plain, case .function(let function) = type {
      analysis.dualTypes.contains(function)
    } else {
      false
    }
  }

  /// A name for the parameter of a closure that a conversion writes.
  func fresh() -> String {
    stepCount += 1
    return "it\(stepCount)"
  }

  /// `body` with a name for the value `text`, which is written once.
  func naming(_ text: String, _ type: String, _ result: String, _ body: (String) -> String)
    -> String
  {
    if text.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) { return body(text) }
    let name = fresh()
    return "{ (\(name): \(type)) -> \(result) in \(body(name)) }(\(text))"
  }
}
