import Diagnostics
import Script

extension Emitter {
  /// The declared functions that stand directly in the text of `id`, in order.
  func children(of id: FunctionID) -> [FunctionID] {
    program.functions.indices.filter { analysis.parents[$0] == id && analysis.isDeclared($0) }
      .sorted { function($0).range.start < function($1).range.start }
  }

  /// Adds the declaration of a function in the modes in which it is needed.
  func declare(_ id: FunctionID, _ lines: inout [String]) {
    if mode == .plain {
      lines += declaration(of: id, named: functionNames[id] ?? "function")
    }
    if analysis.needsTwin(id) {
      lines += inMode(.traced) { declaration(of: id, named: tracedName(id)) }
    } else if mode == .traced {
      lines += inMode(.plain) { declaration(of: id, named: functionNames[id] ?? "function") }
    }
  }

  private func declaration(of id: FunctionID, named name: String) -> [String] {
    let function = function(id)
    let outer = (current, enclosing)
    current = id
    enclosing = []
    defer { (current, enclosing) = outer }
    return apart { () -> [String] in
      var prologue: [String] = []
      var parameters: [String] = []
      for (index, parameter) in function.parameters.enumerated() {
        if index == 0, function.isMutating {
          parameters.append(receiver(parameter, &prologue))
        } else {
          parameters.append("_ " + self.parameter(parameter, &prologue))
        }
      }
      let result = function.result == .void ? "" : " -> \(swift(function.result))"
      let head = "func \(name)(\(parameters.joined(separator: ", ")))\(result) {"
      let body = prologue + block(function.body, children(of: id))
      return [head] + body.map(indented) + ["}"]
    }
  }

  /// The receiver of a function that changes it; closures can hold on to a copy only.
  private func receiver(_ id: VariableID, _ prologue: inout [String]) -> String {
    modes[id] = mode
    let type = swift(variable(id).type)
    guard variable(id).isCaptured else { return "_ \(name(id)): inout \(type)" }
    let outer = fresh()
    prologue += ["var \(name(id)): \(type) = \(outer)", "defer { \(outer) = \(name(id)) }"]
    return "_ \(outer): inout \(type)"
  }

  /// `name: Type` of a parameter; what has to be done first goes to `prologue`.
  func parameter(_ id: VariableID, _ prologue: inout [String]) -> String {
    modes[id] = mode
    let variable = variable(id)
    var name = name(id)
    if variable.isReassigned {
      let outer = fresh()
      prologue.append("var \(name): \(swift(variable.type)) = \(outer)")
      name = outer
    }
    if variable.isInteger { prologue.append("_ = integer(\(name))") }
    return "\(name): \(parameterType(variable.type))"
  }

  // MARK: types

  /// The structures and enumerations of the chapter.
  func typeDeclarations() -> [String] {
    var lines: [String] = []
    for (index, enumeration) in program.enumerations.enumerated() {
      _ = index
      let name = typeName(enumeration.name)
      let cases = enumeration.cases.map { $0.debugDescription }.joined(separator: ", ")
      lines += ["enum \(name): Int, Sendable {"]
      lines += ["  case " + enumeration.cases.map(swiftName).joined(separator: ", ")]
      lines += [
        "  static let kind = EnumerationKind(\(enumeration.name.debugDescription), [\(cases)])",
        "}",
        "",
      ]
    }
    for index in program.structures.indices {
      lines += inMode(.plain) { structure(index, isTwin: false) }
      if !analysis.twins.isEmpty, holdsNumbers(.structure(index, name: "")) {
        lines += inMode(.traced) { structure(index, isTwin: true) }
      }
    }
    return lines
  }

  private func structure(_ index: Int, isTwin: Bool) -> [String] {
    let definition = program.structures[index]
    let name = structureName(index)
    let fields = definition.fields
    let names = fields.map { swiftName($0.name) }
    var lines = ["struct \(name) {"]
    for (field, name) in zip(fields, names) { lines.append("  var \(name): \(swift(field.type))") }
    let parameters = zip(fields, names).map { "\($1): \(parameterType($0.type))" }
    lines += ["", "  init(\(parameters.joined(separator: ", "))) {"]
    lines += names.map { "    self.\($0) = \($0)" }
    lines += ["  }", "", "  init(_ parts: [ScriptValue]) {"]
    for (number, (field, name)) in zip(fields, names).enumerated() {
      lines.append("    \(name) = \(fromValue("parts[\(number)]", field.type))")
    }
    lines.append("  }")
    if isTwin {
      lines += ["", "  init(lifting plain: \(typeName(definition.name))) {"]
      for (field, name) in zip(fields, names) {
        lines.append("    \(name) = \(lifted("plain.\(name)", field.type))")
      }
      lines.append("  }")
    }
    let values = zip(fields, names).map { toValue("self.\($1)", $0.type) }
    let kind = isTwin ? "\(typeName(definition.name)).kind" : "Self.kind"
    let list = ([kind] + values).joined(separator: ", ")
    lines += ["", "  var scriptValue: ScriptValue {", "    ScriptValue.structure(\(list))", "  }"]
    if !isTwin {
      let labels = fields.map { $0.name.debugDescription }.joined(separator: ", ")
      lines += [
        "", "  static let kind = StructureKind(\(definition.name.debugDescription), [\(labels)])",
      ]
    }
    return lines + ["}", ""]
  }
}
